import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, id, type List, stayQuery, type StayQuery } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { PresenceService, type StayAnswer } from './presence.service.js';

@ApiTags('presence')
@Controller()
export class PresenceController {
  constructor(private readonly presence: PresenceService) {}

  /** Refusals: not_found (also for an officer when no open case covers the worker). */
  @Get('workers/:id/stays')
  @Roles('health_officer', 'worker')
  @ApiOperation({ summary: 'Where a worker was, cut at local midnight; the last three weeks unless said otherwise' })
  stays(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Query({ schema: stayQuery }) query: StayQuery,
  ): Promise<List<StayAnswer>> {
    return this.presence.staysOf(actor, workerId, query);
  }
}
