import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type ExportAnswer,
  id,
  type List,
  type Manifest,
  newExport,
  type NewExport,
  page,
  type Page,
  partQuery,
  type PartQuery,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExportApprovalsService } from './export-approvals.service.js';
import { ExportsService, type OpenPart } from './exports.service.js';

@ApiTags('exports')
@Roles('province_admin', 'health_officer', 'enterprise_admin')
@Controller('exports')
export class ExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly approvals: ExportApprovalsService,
    private readonly streams: WorkStreams,
  ) {}

  /**
   * Refusals: forbidden (an enterprise takes workers and check-ins), trace_required, unknown_trace, unknown_case,
   * case_closed, not_ready (the trace has no finished level), unknown_destination, too_many_requests. A list of more than
   * EXPORT_APPROVAL_PEOPLE people waits for a second person (`awaiting_approval`).
   */
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Take a list out, as files and, with a destination, to a command centre' })
  create(@CurrentActor() actor: Actor, @Body({ schema: newExport }) body: NewExport): Promise<ExportAnswer> {
    return this.exports.create(actor, body);
  }

  @Get()
  @ApiOperation({ summary: "The caller's exports, newest first" })
  list(@CurrentActor() actor: Actor, @Query({ schema: page }) query: Page): Promise<List<ExportAnswer>> {
    return this.exports.list(actor, query);
  }

  @Get('awaiting-approval')
  @ApiOperation({ summary: 'Exports of many people that wait for a second person such as the caller' })
  awaiting(@CurrentActor() actor: Actor, @Query({ schema: page }) query: Page): Promise<List<ExportAnswer>> {
    return this.approvals.list(actor, query);
  }

  /** Refusals: not_found (also when it no longer waits), second_person_required (one's own). */
  @Post(':id/approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let an export of many people go, as a second person' })
  approve(@CurrentActor() actor: Actor, @Param('id', { schema: id }) exportId: string): Promise<ExportAnswer> {
    return this.approvals.decide(actor, exportId, 'approved');
  }

  /** Refusals: not_found (also when it no longer waits), second_person_required (one's own). */
  @Post(':id/refuse')
  @HttpCode(200)
  @ApiOperation({ summary: 'End an export of many people, as a second person' })
  refuse(@CurrentActor() actor: Actor, @Param('id', { schema: id }) exportId: string): Promise<ExportAnswer> {
    return this.approvals.decide(actor, exportId, 'refused');
  }

  /** Refusals: not_found. */
  @Get(':id')
  @ApiOperation({ summary: 'How far an export is, what it holds, whether it was delivered' })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: id }) exportId: string): Promise<ExportAnswer> {
    return this.exports.get(actor, exportId);
  }

  /** Refusals: not_found. */
  @Get(':id/events')
  @ApiOperation({ summary: 'The same, streamed as server-sent events until it ends' })
  async events(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) exportId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const load = (): Promise<ExportAnswer> => this.exports.get(actor, exportId);
    await load();
    await this.streams.stream(request, reply, { id: exportId, load });
  }

  /** Refusals: not_found, not_ready. */
  @Get(':id/manifest')
  @ApiOperation({ summary: 'What exactly the files hold: columns, rows, digests' })
  manifest(@CurrentActor() actor: Actor, @Param('id', { schema: id }) exportId: string): Promise<Manifest> {
    return this.exports.manifest(actor, exportId);
  }

  /** Refusals: not_found (no such part, too), not_ready, file_expired. */
  @Get(':id/file')
  @ApiOperation({ summary: 'One file of an export; parts count from 1' })
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) exportId: string,
    @Query({ schema: partQuery }) { part }: PartQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return answered(reply, await this.exports.open(actor, exportId, part));
  }
}

/** The bytes with their name, length and digest (RFC 9530), never kept by anything in between. */
function answered(reply: FastifyReply, { content, name, mediaType, bytes, sha256 }: OpenPart): StreamableFile {
  const digest = Buffer.from(sha256, 'hex').toString('base64');
  void reply.headers({ 'content-digest': `sha-256=:${digest}:`, 'cache-control': 'private, no-store' });
  return new StreamableFile(content, { type: mediaType, length: bytes, disposition: `attachment; filename="${name}"` });
}
