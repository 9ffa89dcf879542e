import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  id,
  networkPlaceFilter,
  newNetwork,
  type Actor,
  type List,
  type NetworkPlaceFigures,
  type NetworkPlaceFilter,
  type NewNetwork,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type NetworkAnswer, NetworksService } from './networks.service.js';

@ApiTags('networks')
@Roles('province_admin', 'health_officer', 'enterprise_admin')
@Controller('networks')
export class NetworksController {
  constructor(
    private readonly networks: NetworksService,
    private readonly streams: WorkStreams,
  ) {}

  /** Refuses: unknown_site, unknown_preset, unknown_kind, invalid_request (to before from, more than 31 days). */
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask how the contacts among the people of a site hang together; answered by a queued job' })
  create(@CurrentActor() actor: Actor, @Body({ schema: newNetwork }) body: NewNetwork): Promise<NetworkAnswer> {
    return this.networks.create(actor, body);
  }

  /** Refuses: not_found. */
  @Get(':id')
  @ApiOperation({ summary: 'State and, by day, pairs in contact and connected parts' })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: id }) networkId: string): Promise<NetworkAnswer> {
    return this.networks.get(actor, networkId);
  }

  /** Refuses: not_found. */
  @Get(':id/places')
  @ApiOperation({ summary: 'Places by day, most contacts first, with the groups that each alone connects' })
  places(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) networkId: string,
    @Query({ schema: networkPlaceFilter }) filter: NetworkPlaceFilter,
  ): Promise<List<NetworkPlaceFigures>> {
    return this.networks.places(actor, networkId, filter);
  }

  /** Refuses: not_found. */
  @Get(':id/events')
  @ApiOperation({ summary: 'The same as server-sent events: progress, level (a finished day), end' })
  async events(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) networkId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const load = (): Promise<NetworkAnswer> => this.networks.get(actor, networkId);
    await load();
    await this.streams.stream(request, reply, { id: networkId, load, levelOf: ({ days }) => days.length });
  }

  /** Refuses: not_found, already_finished. */
  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop a network; finished days stay readable' })
  cancel(@CurrentActor() actor: Actor, @Param('id', { schema: id }) networkId: string): Promise<NetworkAnswer> {
    return this.networks.cancel(actor, networkId);
  }
}
