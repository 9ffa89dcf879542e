import { Controller, Delete, Get, Header, HttpCode, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, id, importFields, type ImportView } from '@app/contracts';
import { CurrentActor, readUpload, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import { DataImports } from '@app/tables';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { PresenceImportsService } from './presence-imports.service.js';
import { STAYS as KIND } from './presence-kinds.js';

@ApiTags('presence')
@Roles('province_admin', 'enterprise_admin', 'personnel', 'service')
@Controller('stays/imports')
export class StayImportsController {
  constructor(
    private readonly imports: DataImports,
    private readonly presence: PresenceImportsService,
    private readonly streams: WorkStreams,
  ) {}

  /**
   * Refusals: not_found, too_large, unsupported_file, wrong_encoding, empty_file, unknown_column, duplicate_column,
   * missing_column. What only the rows show fails the import: truncated_file, too_many_rows, wrong_encoding, empty_file.
   */
  @Post()
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiOperation({ summary: 'Import stays: organisationId, file (.csv, .xlsx) of worker, place, from, to, evidence' })
  async create(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ImportView> {
    return this.imports.create(actor, KIND, await readUpload(request, importFields));
  }

  /** Refusals: not_found. */
  @Get(':id')
  @ApiOperation({ summary: 'An import and what became of its rows' })
  show(@CurrentActor() actor: Actor, @Param('id', { schema: id }) importId: string): Promise<ImportView> {
    return this.imports.show(actor, KIND.kind, importId);
  }

  /** Refusals: not_found. */
  @Get(':id/events')
  @ApiOperation({ summary: 'The import as server-sent events, until it has ended' })
  async events(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) importId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const load = () => this.imports.show(actor, KIND.kind, importId);
    await load();
    await this.streams.stream(request, reply, { id: importId, load });
  }

  /** Refusals: not_found. */
  @Get(':id/rejects')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="rejects.csv"')
  @ApiOperation({ summary: 'The rejected rows as CSV, with row, column and reason; mend it and send it again' })
  async rejects(@CurrentActor() actor: Actor, @Param('id', { schema: id }) importId: string): Promise<StreamableFile> {
    return new StreamableFile(Readable.from(await this.imports.rejects(actor, KIND.kind, importId)));
  }

  /** Refusals: not_found, import_in_use. */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take an import back: what it stored is deleted' })
  takeBack(@CurrentActor() actor: Actor, @Param('id', { schema: id }) importId: string): Promise<void> {
    return this.presence.takeBack(actor, KIND, importId);
  }
}
