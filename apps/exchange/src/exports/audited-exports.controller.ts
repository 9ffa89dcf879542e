import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, type AuditedExport, id } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { AuditedExportsService } from './audited-exports.service.js';

@ApiTags('exports')
@Controller('exports')
export class AuditedExportsController {
  constructor(private readonly exports: AuditedExportsService) {}

  /** Refusals: not_found. */
  @Get(':id/record')
  @Roles('auditor')
  @ApiOperation({ summary: 'What exactly was in an export, who had it and why; ids only' })
  record(@CurrentActor() actor: Actor, @Param('id', { schema: id }) exportId: string): Promise<AuditedExport> {
    return this.exports.recordOf(actor, exportId);
  }
}
