import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, id, type List, type StopAnswer, stopQuery, type StopQuery } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { StopsService } from './stops.service.js';

@ApiTags('gate')
@Controller('organisations/:id/stops')
export class StopsController {
  constructor(private readonly stops: StopsService) {}

  /** Refusals: not_found. */
  @Get()
  @Roles('province_admin', 'enterprise_admin', 'personnel')
  @ApiOperation({
    summary: 'Check-ins of a day (today) at which the rules warned or stopped, and why, the latest first',
  })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Query({ schema: stopQuery }) query: StopQuery,
  ): Promise<List<StopAnswer>> {
    return this.stops.list(actor, organisationId, query);
  }
}
