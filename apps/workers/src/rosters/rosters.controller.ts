import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type BusTripBody,
  busTrips,
  id,
  route,
  type RouteAnswer,
  type RouteBody,
  type ShiftPatternBody,
  shiftPatterns,
  type SittingBody,
  sittings,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { BUS_TRIP_LIST, SHIFT_PATTERN_LIST, SITTING_LIST } from './organisation-lists.js';
import { OrganisationListsService } from './organisation-lists.service.js';
import { RoutesService } from './routes.service.js';

const WRITERS = ['province_admin', 'enterprise_admin', 'personnel'] as const;
const READERS = [...WRITERS, 'health_officer'] as const;
interface Items<Item> {
  items: Item[];
}

/** Who is meant to be where and when. */
@ApiTags('rosters')
@Controller()
export class RostersController {
  constructor(
    private readonly lists: OrganisationListsService,
    private readonly routes: RoutesService,
  ) {}

  /** Refusals: not_found. */
  @Get('organisations/:id/shift-patterns')
  @Roles(...READERS)
  @ApiOperation({ summary: 'The hours of its shifts; the usual six while it has said nothing' })
  shifts(@CurrentActor() actor: Actor, @Param('id', { schema: id }) of: string): Promise<Items<ShiftPatternBody>> {
    return this.lists.read(actor, of, SHIFT_PATTERN_LIST);
  }

  /** Refusals: not_found. */
  @Put('organisations/:id/shift-patterns')
  @Roles(...WRITERS)
  @ApiOperation({ summary: 'All hours of its shifts, dated; they stand in place of the usual six' })
  setShifts(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) of: string,
    @Body({ schema: shiftPatterns }) { items }: Items<ShiftPatternBody>,
  ): Promise<Items<ShiftPatternBody>> {
    return this.lists.replace(actor, of, SHIFT_PATTERN_LIST, items);
  }

  /** Refusals: not_found. */
  @Get('organisations/:id/bus-trips')
  @Roles(...READERS)
  @ApiOperation({ summary: 'The rides of buses with its workers' })
  trips(@CurrentActor() actor: Actor, @Param('id', { schema: id }) of: string): Promise<Items<BusTripBody>> {
    return this.lists.read(actor, of, BUS_TRIP_LIST);
  }

  /** Refusals: not_found, unknown_place (each by its index). */
  @Put('organisations/:id/bus-trips')
  @Roles(...WRITERS)
  @ApiOperation({ summary: 'All rides of buses with its workers, dated' })
  setTrips(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) of: string,
    @Body({ schema: busTrips }) { items }: Items<BusTripBody>,
  ): Promise<Items<BusTripBody>> {
    return this.lists.replace(actor, of, BUS_TRIP_LIST, items);
  }

  /** Refusals: not_found. */
  @Get('organisations/:id/sittings')
  @Roles(...READERS)
  @ApiOperation({ summary: 'When its canteens and tables are eaten at' })
  sittings(@CurrentActor() actor: Actor, @Param('id', { schema: id }) of: string): Promise<Items<SittingBody>> {
    return this.lists.read(actor, of, SITTING_LIST);
  }

  /** Refusals: not_found, unknown_place (each by its index). */
  @Put('organisations/:id/sittings')
  @Roles(...WRITERS)
  @ApiOperation({ summary: 'All sittings of its canteens and tables, dated' })
  setSittings(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) of: string,
    @Body({ schema: sittings }) { items }: Items<SittingBody>,
  ): Promise<Items<SittingBody>> {
    return this.lists.replace(actor, of, SITTING_LIST, items);
  }

  /** Refusals: not_found. */
  @Get('workers/:id/route')
  @Roles(...READERS, 'worker')
  @ApiOperation({ summary: 'The places that a roamer goes round, at present or next' })
  route(@CurrentActor() actor: Actor, @Param('id', { schema: id }) workerId: string): Promise<RouteAnswer> {
    return this.routes.read(actor, workerId);
  }

  /** Refusals: not_found, unknown_place (each by its index). */
  @Put('workers/:id/route')
  @Roles(...WRITERS)
  @ApiOperation({ summary: 'The places that a roamer goes round from a day on; without any: no longer' })
  setRoute(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Body({ schema: route }) body: RouteBody,
  ): Promise<RouteAnswer> {
    return this.routes.replace(actor, workerId, body);
  }
}
