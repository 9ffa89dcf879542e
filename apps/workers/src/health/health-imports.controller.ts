import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, healthImportFields, type ImportView } from '@app/contracts';
import { CurrentActor, DomainError, readUpload, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import { DataImports, ImportsController } from '@app/tables';
import type { FastifyRequest } from 'fastify';
import { HEALTH_KINDS } from './health-kinds.js';

@ApiTags('health')
@Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel')
@Controller('health/imports')
export class HealthImportsController extends ImportsController {
  constructor(imports: DataImports, streams: WorkStreams) {
    super(imports, streams, HEALTH_KINDS);
  }

  /**
   * Refusals: not_found, forbidden (isolations are an officer's word), too_large, unsupported_file, wrong_encoding, empty_file, unknown_column, duplicate_column,
   * missing_column. What only the rows show fails the import: truncated_file, too_many_rows, wrong_encoding, empty_file.
   */
  @Post()
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiOperation({
    summary:
      'Import health records: organisationId, kind, file (.csv, .xlsx). tests: worker, kind, sampledAt, result, ' +
      'sampleCode, ct · doses: worker, vaccine, givenOn, lot · isolations (officers): worker, from, to, reason',
  })
  async create(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ImportView> {
    const upload = await readUpload(request, healthImportFields);
    const kind = HEALTH_KINDS.find((one) => one.kind === upload.fields.kind)!;
    if (kind.roles?.includes(actor.role) === false) throw new DomainError('forbidden');
    return this.imports.create(actor, kind, upload);
  }
}
