import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, evacuationQuery, type EvacuationQuery, id } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import type { FastifyReply } from 'fastify';
import { EvacuationService } from './evacuation.service.js';
import { sendEvacuation } from './evacuation-table.js';
import { type Occupancy, OccupancyService } from './occupancy.service.js';

@ApiTags('presence')
@Controller('sites/:id')
export class OccupancyController {
  constructor(
    private readonly occupancy: OccupancyService,
    private readonly evacuation: EvacuationService,
    private readonly streams: WorkStreams,
  ) {}

  /** Refusals: not_found. */
  @Get('occupancy')
  @Roles('province_admin', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: 'How many are inside, by place' })
  now(@CurrentActor() actor: Actor, @Param('id', { schema: id }) siteId: string): Promise<Occupancy> {
    return this.occupancy.now(actor, siteId);
  }

  /** Refusals: not_found. */
  @Get('occupancy/events')
  @Roles('province_admin', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: 'The same as server-sent events: progress, now and at most once a second when it changes' })
  async events(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) siteId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.streams.follow(reply, await this.occupancy.watch(actor, siteId));
  }

  /** Refusals: not_found. */
  @Get('evacuation')
  @Roles('province_admin', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: 'Everybody believed to be inside, by the place last seen; CSV by Accept or ?format=csv' })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) siteId: string,
    @Query({ schema: evacuationQuery }) { format }: EvacuationQuery,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendEvacuation(reply, await this.evacuation.list(actor, siteId), format ?? accept);
  }
}
