import { Get, Header, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type Actor, id, type ImportView } from '@app/contracts';
import { CurrentActor } from '@app/platform';
import { WorkStreams } from '@app/queue';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { DataImports, type ImportKind } from './data-imports.js';

/** What every import can be asked, whatever its rows are. A service adds its path, its roles and how one begins. */
export abstract class ImportsController {
  constructor(
    protected readonly imports: DataImports,
    protected readonly streams: WorkStreams,
    protected readonly kinds: readonly ImportKind[],
  ) {}

  /** Refusals: not_found. */
  @Get(':id')
  @ApiOperation({ summary: 'An import and what became of its rows' })
  show(@CurrentActor() actor: Actor, @Param('id', { schema: id }) importId: string): Promise<ImportView> {
    return this.imports.show(actor, this.kinds, importId);
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
    const load = () => this.imports.show(actor, this.kinds, importId);
    await load();
    await this.streams.stream(request, reply, { id: importId, load });
  }

  /** Refusals: not_found. */
  @Get(':id/rejects')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="rejects.csv"')
  @ApiOperation({ summary: 'The rejected rows as CSV, with row, column and reason; mend it and send it again' })
  async rejects(@CurrentActor() actor: Actor, @Param('id', { schema: id }) importId: string): Promise<StreamableFile> {
    return new StreamableFile(Readable.from(await this.imports.rejects(actor, this.kinds, importId)));
  }
}
