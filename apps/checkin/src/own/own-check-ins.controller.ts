import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, id, type List, type OwnCheckIn, type OwnGate, page, type Page } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { OwnCheckInsService } from './own-check-ins.service.js';

@ApiTags('check-ins')
@Controller('workers/:id')
export class OwnCheckInsController {
  constructor(private readonly own: OwnCheckInsService) {}

  /** Refusals: not_found (also of somebody else's record). */
  @Get('check-ins')
  @Roles('worker')
  @ApiOperation({ summary: 'Where a worker has checked in, for that worker alone; the latest first' })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Query({ schema: page }) query: Page,
  ): Promise<List<OwnCheckIn>> {
    return this.own.list(actor, workerId, query);
  }

  /** Refusals: not_found (also of somebody else's record). */
  @Get('gate')
  @Roles('worker')
  @ApiOperation({ summary: 'What the gate would do with the worker now, and why: known before standing there' })
  gate(@CurrentActor() actor: Actor, @Param('id', { schema: id }) workerId: string): Promise<OwnGate> {
    return this.own.gate(actor, workerId);
  }
}
