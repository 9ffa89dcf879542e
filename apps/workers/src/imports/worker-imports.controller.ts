import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, type ImportView, workerImportFields } from '@app/contracts';
import { CurrentActor, readUpload, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import { DataImports, type ImportKind, ImportsController } from '@app/tables';
import type { FastifyRequest } from 'fastify';
import { WORKER_COLUMNS } from './worker-columns.js';

const KIND: ImportKind = { kind: 'workers', job: 'worker-import.run', columns: WORKER_COLUMNS };

@ApiTags('workers')
@Roles('province_admin', 'enterprise_admin', 'personnel')
@Controller('workers/imports')
export class WorkerImportsController extends ImportsController {
  constructor(imports: DataImports, streams: WorkStreams) {
    super(imports, streams, [KIND]);
  }

  /**
   * Refusals: not_found, too_large, unsupported_file, wrong_encoding, empty_file, unknown_column, duplicate_column,
   * missing_column. What only the rows show fails the import: truncated_file, too_many_rows, wrong_encoding, empty_file.
   */
  @Post()
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiOperation({ summary: 'Import workers: organisationId, mode upsert|replace, dryRun, file (.xlsx, .csv)' })
  async create(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ImportView> {
    return this.imports.create(actor, KIND, await readUpload(request, workerImportFields));
  }
}
