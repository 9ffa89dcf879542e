import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, type AuditAnswer, auditQuery, type AuditQuery, type List } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { AuditService } from './audit.service.js';

@ApiTags('operation')
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Roles('auditor')
  @ApiOperation({ summary: 'Who read or changed what, newest first; filters by action, subject, actor and time' })
  list(@CurrentActor() actor: Actor, @Query({ schema: auditQuery }) query: AuditQuery): Promise<List<AuditAnswer>> {
    return this.audit.list(actor, query);
  }
}
