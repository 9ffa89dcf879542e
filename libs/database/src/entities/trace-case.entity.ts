import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CaseRecord } from './case-record.entity.js';
import { Trace } from './trace.entity.js';

/** A case that a trace starts from. */
@Entity('trace_case')
@ForeignKey(() => Trace, ['traceId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => CaseRecord, ['caseId'], ['id'])
@Index(['caseId'])
export class TraceCase {
  @PrimaryColumn({ type: 'uuid' })
  traceId: string;

  @PrimaryColumn({ type: 'uuid' })
  caseId: string;
}
