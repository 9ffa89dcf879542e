import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id, newTrace, page, type Actor, type List, type NewTrace, type Page, type TraceAnswer } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TracesService } from './traces.service.js';

@ApiTags('traces')
@Roles('health_officer')
@Controller('traces')
export class TracesController {
  constructor(
    private readonly traces: TracesService,
    private readonly streams: WorkStreams,
  ) {}

  /**
   * Refuses: unknown_case, unknown_preset, unknown_kind, invalid_request (maxLevel 1–6, backward only 1; at most
   * 1,000 cases). The same question while one runs is answered with that one.
   */
  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary:
      'Ask whom cases may have reached, or (backward) who infected them; a queued job, or one that runs, answers',
  })
  create(@CurrentActor() actor: Actor, @Body({ schema: newTrace }) body: NewTrace): Promise<TraceAnswer> {
    return this.traces.create(actor, body);
  }

  @Get()
  @ApiOperation({ summary: 'Traces of the officer’s units, newest first' })
  list(@CurrentActor() actor: Actor, @Query({ schema: page }) wish: Page): Promise<List<TraceAnswer>> {
    return this.traces.list(actor, wish);
  }

  /** Refuses: not_found. */
  @Get(':id')
  @ApiOperation({ summary: 'State and counts of a trace' })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: id }) traceId: string): Promise<TraceAnswer> {
    return this.traces.get(actor, traceId);
  }

  /** Refuses: not_found. */
  @Get(':id/events')
  @ApiOperation({ summary: 'The same as server-sent events: progress, level, end' })
  async events(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const load = (): Promise<TraceAnswer> => this.traces.get(actor, traceId);
    await load();
    await this.streams.stream(request, reply, { id: traceId, load, levelOf: (trace) => trace.levelsDone });
  }

  /** Refuses: not_found, already_finished. */
  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop a trace; finished levels stay readable' })
  cancel(@CurrentActor() actor: Actor, @Param('id', { schema: id }) traceId: string): Promise<TraceAnswer> {
    return this.traces.cancel(actor, traceId);
  }
}
