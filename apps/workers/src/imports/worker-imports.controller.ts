import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  id,
  importChanges,
  type ImportChangeAnswer,
  type ImportChanges,
  importFields,
  importList,
  type ImportList,
  type ImportPreview,
  type ImportView,
  type List,
  mendedRow,
  type MendedRow,
  page,
  type Page,
  type RejectedRowAnswer,
  type RejectedRows,
  rowNumber,
  workerImportFields,
} from '@app/contracts';
import { CurrentActor, readUpload, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import { DataImports, ImportsController } from '@app/tables';
import type { FastifyRequest } from 'fastify';
import { ImportPreviewsService } from './import-previews.service.js';
import { ImportReviewService } from './import-review.service.js';
import { WORKER_IMPORT } from './worker-columns.js';

@ApiTags('workers')
@Roles('province_admin', 'enterprise_admin', 'personnel')
@Controller('workers/imports')
export class WorkerImportsController extends ImportsController {
  constructor(
    imports: DataImports,
    streams: WorkStreams,
    private readonly previews: ImportPreviewsService,
    private readonly review: ImportReviewService,
  ) {
    super(imports, streams, [WORKER_IMPORT]);
  }

  /**
   * Refusals: not_found, too_large, unsupported_file, wrong_encoding, empty_file, unknown_column, duplicate_column,
   * missing_column. What only the rows show fails the import: truncated_file, too_many_rows, wrong_encoding, empty_file.
   */
  @Post()
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiOperation({
    summary:
      'Import workers: organisationId, mode upsert|replace, dryRun, columns ({"header": "column" or null} as JSON, ' +
      'for headers that are not known), file (.xlsx, .csv)',
  })
  async create(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ImportView> {
    return this.imports.create(actor, WORKER_IMPORT, await readUpload(request, workerImportFields));
  }

  /** Refusals: not_found, too_large, unsupported_file, wrong_encoding, empty_file. */
  @Post('preview')
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @ApiOperation({ summary: 'How a file begins and what its columns are taken for; nothing of it is kept' })
  async preview(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ImportPreview> {
    return this.previews.preview(actor, await readUpload(request, importFields));
  }

  /** Refusals: not_found. */
  @Get()
  @ApiOperation({ summary: "An organisation's imports of workers, newest first" })
  list(@CurrentActor() actor: Actor, @Query({ schema: importList }) query: ImportList): Promise<List<ImportView>> {
    return this.imports.list(actor, [WORKER_IMPORT], query);
  }

  /** Refusals: not_found. */
  @Get(':id/changes')
  @ApiOperation({ summary: 'Who joins, who changes and in what, who leaves: of an import, or as a dry run would' })
  changes(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) importId: string,
    @Query({ schema: importChanges }) query: ImportChanges,
  ): Promise<List<ImportChangeAnswer>> {
    return this.review.changes(actor, importId, query);
  }

  /** Refusals: not_found. */
  @Get(':id/rejected')
  @ApiOperation({ summary: 'The rejected rows with their cells, as they are or as they were mended' })
  rejected(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) importId: string,
    @Query({ schema: page }) query: Page,
  ): Promise<RejectedRows> {
    return this.review.rejected(actor, importId, query);
  }

  /** Refusals: not_found. A row that is still wrong is answered with its reason, and is not kept. */
  @Put(':id/rejected/:row')
  @ApiOperation({ summary: 'Mend a rejected row of a dry run; it is read at once' })
  mend(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) importId: string,
    @Param('row', { schema: rowNumber }) row: number,
    @Body({ schema: mendedRow }) body: MendedRow,
  ): Promise<RejectedRowAnswer> {
    return this.review.mend(actor, importId, row, body);
  }

  /** Refusals: not_found, not_ready. */
  @Post(':id/publish')
  @HttpCode(202)
  @ApiOperation({ summary: "Take a dry run over, its mended rows in place of the file's own, as another import" })
  publish(@CurrentActor() actor: Actor, @Param('id', { schema: id }) importId: string): Promise<ImportView> {
    return this.review.publish(actor, importId);
  }
}
