import { Injectable } from '@nestjs/common';
import { Audit, copyInto, type CopyValue, DataImport } from '@app/database';
import type { ClaimedWork } from '@app/queue';
import {
  DataImports,
  type OpenedImport,
  OrganisationCodes,
  readRow,
  type RejectWriter,
  storeCounts,
} from '@app/tables';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { HEALTH_KINDS } from '../health/health-kinds.js';
import { ROSTER_KINDS } from '../rosters/roster-kinds.js';
import { shiftCodes } from '../rosters/shift-codes.queries.js';
import { today } from '../workers/today.js';
import { RowCells } from './row-cells.js';
import type { RowContext, RowKind } from './row-kind.js';
import { columnsOf, dropStage, makeStage, mergeStage, STAGE } from './row-stage.queries.js';

/** Share of the progress that reading the file makes; the rest is the merge. */
const READING = 0.7;
const MOST_ROWS = 5_000_000;

interface Tally {
  read: number;
  rejected: number;
}

/** Runs the imports whose every row is a row of one table: rosters, buses, routes, tests … */
@Injectable()
export class RowImportsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly imports: DataImports,
  ) {}

  /** @throws what reading the file refuses; nothing is changed then */
  async run(work: ClaimedWork): Promise<void> {
    const { kind: name } = await this.dataSource.manager.findOneByOrFail(DataImport, { id: work.id });
    const kind = [...ROSTER_KINDS, ...HEALTH_KINDS].find((one) => one.kind === name)!;
    await this.imports.run<string, Tally>(work, {
      columns: kind.columns,
      options: { maxRows: MOST_ROWS },
      reading: READING,
      makeStage: (manager) => makeStage(manager, kind.target),
      dropStage,
      stage: (runner, opened, onBatch) => this.stage(runner, kind, opened, onBatch),
      publish: (manager, opened, tally) => this.publish(manager, kind, opened, tally),
    });
  }

  private async stage(
    runner: QueryRunner,
    kind: RowKind,
    opened: OpenedImport<string>,
    onBatch: () => void,
  ): Promise<Tally> {
    const { manager } = this.dataSource;
    const { id, organisationId, createdBy: recordedBy } = opened.record;
    const codes = await OrganisationCodes.load(manager, organisationId);
    const shifts = await shiftCodes(manager, organisationId);
    const context = { organisationId, recordedBy, codes, shifts, today: today() };
    const rejects = this.imports.rejectWriter(id);
    const tally: Tally = { read: 0, rejected: 0 };
    try {
      const rows = rowsOf(kind, opened, context, { tally, codes, rejects, onBatch });
      await copyInto(runner, STAGE, ['row', ...columnsOf(kind.target)], rows);
    } finally {
      await rejects.close();
    }
    return tally;
  }

  private async publish(
    manager: EntityManager,
    kind: RowKind,
    { record: { id, organisationId } }: OpenedImport<string>,
    { read, rejected }: Tally,
  ): Promise<void> {
    await manager.query('select 1 from organisation where id = $1 for no key update', [organisationId]);
    const { accepted, created, updated } = await mergeStage(manager, kind.target);
    await kind.settle?.(manager, STAGE);
    const unchanged = accepted - created - updated;
    const duplicate = read - rejected - accepted;
    const counts = { read, accepted, rejected, duplicate, created, updated, unchanged, left: 0 };
    await storeCounts(manager, id, counts);
    const entry = { action: `${kind.kind}-import.run`, subject: `import:${id}`, details: counts };
    await this.audit.record(manager, null, entry);
  }
}

interface Running {
  tally: Tally;
  codes: OrganisationCodes;
  rejects: RejectWriter;
  onBatch: () => void;
}

/** The rows of a file as rows of the staging table; those that cannot be taken over go their own way. */
async function* rowsOf(
  kind: RowKind,
  { table, columns }: OpenedImport<string>,
  context: RowContext,
  { tally, codes, rejects, onBatch }: Running,
): AsyncGenerator<CopyValue[], void, undefined> {
  const placeAt = kind.place && columns.at[kind.place.column];
  for await (const batch of table.batches) {
    onBatch();
    if (placeAt !== undefined) await codes.learn(batch, placeAt, kind.place?.kinds);
    for (const row of batch) {
      const read = readRow(columns, row, (cell) => kind.parse(new RowCells(cell, codes), context));
      tally.read++;
      if (read.ok) yield [row.row, ...read.value];
      else {
        tally.rejected++;
        await rejects.write(read.reject);
      }
    }
  }
}
