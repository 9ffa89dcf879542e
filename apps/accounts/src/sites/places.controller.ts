import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type BulkPlace,
  bulkPlaces,
  code as unitCode,
  id,
  type List,
  newPlace,
  type NewPlace,
  page,
  type Page,
  type PlaceAnswer,
  placeChange,
  type PlaceChange,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { PlaceChangesService } from './place-changes.service.js';
import { PlacesService } from './places.service.js';

@ApiTags('organisations')
@Controller()
export class PlacesController {
  constructor(
    private readonly places: PlacesService,
    private readonly changes: PlaceChangesService,
  ) {}

  /** Refusals: not_found, forbidden (an officer changes shared places only), unknown_parent, place_cycle. */
  @Patch('places/:id')
  @Roles('province_admin', 'enterprise_admin', 'health_officer')
  @ApiOperation({ summary: 'Rename, resize or move a place; a move is dated' })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) placeId: string,
    @Body({ schema: placeChange }) body: PlaceChange,
  ): Promise<PlaceAnswer> {
    return this.changes.change(actor, placeId, body);
  }

  /** Refusals: not_found, unknown_parent, code_taken. */
  @Post('units/:code/places')
  @Roles('province_admin', 'health_officer')
  @ApiOperation({ summary: 'Add a place that several organisations share' })
  add(
    @CurrentActor() actor: Actor,
    @Param('code', { schema: unitCode }) unit: string,
    @Body({ schema: newPlace }) body: NewPlace,
  ): Promise<PlaceAnswer> {
    return this.places.create(actor, { unitCode: unit }, body);
  }

  /** Refusals: not_found; code_taken, unknown_parent, place_cycle, each fault by its index. All or nothing. */
  @Post('units/:code/places/bulk')
  @Roles('province_admin', 'health_officer')
  @ApiOperation({ summary: 'Add up to 5,000 shared places' })
  addAll(
    @CurrentActor() actor: Actor,
    @Param('code', { schema: unitCode }) unit: string,
    @Body({ schema: bulkPlaces }) body: BulkPlace[],
  ): Promise<{ items: PlaceAnswer[] }> {
    return this.places.createAll(actor, { unitCode: unit }, body);
  }

  /** Refusals: not_found. An enterprise reads those of its own province. */
  @Get('units/:code/places')
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: "A unit's shared places" })
  list(
    @CurrentActor() actor: Actor,
    @Param('code', { schema: unitCode }) unit: string,
    @Query({ schema: page }) query: Page,
  ): Promise<List<PlaceAnswer>> {
    return this.places.list(actor, { unitCode: unit }, query);
  }
}
