import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type AuditAnswer,
  type AuditEventAnswer,
  auditEventId,
  auditQuery,
  type AuditQuery,
  type List,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { AuditService } from './audit.service.js';

@ApiTags('operation')
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Roles('auditor')
  @ApiOperation({
    summary:
      'Who read or changed what, newest first; filters by action, subject, actor, time, case, and whose data it concerned',
  })
  list(@CurrentActor() actor: Actor, @Query({ schema: auditQuery }) query: AuditQuery): Promise<List<AuditAnswer>> {
    return this.audit.list(actor, query);
  }

  /** Refusals: not_found. */
  @Get(':id')
  @Roles('auditor')
  @ApiOperation({ summary: 'One event, with the ids of all whose data it concerned' })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: auditEventId }) id: string): Promise<AuditEventAnswer> {
    return this.audit.get(actor, id);
  }
}
