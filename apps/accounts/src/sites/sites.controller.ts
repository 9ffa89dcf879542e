import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type BulkPlace,
  bulkPlaces,
  id,
  type List,
  newPlace,
  type NewPlace,
  newSite,
  type NewSite,
  page,
  type Page,
  type PlaceAnswer,
  type SiteAnswer,
  siteChange,
  type SiteChange,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { PlacesService } from './places.service.js';
import { SitesService } from './sites.service.js';

@ApiTags('organisations')
@Controller()
export class SitesController {
  constructor(
    private readonly sites: SitesService,
    private readonly places: PlacesService,
  ) {}

  /** Refusals: not_found, unknown_unit, code_taken. */
  @Post('organisations/:id/sites')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: 'Add a site to an organisation' })
  create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Body({ schema: newSite }) body: NewSite,
  ): Promise<SiteAnswer> {
    return this.sites.create(actor, organisationId, body);
  }

  /** Refusals: not_found. */
  @Get('organisations/:id/sites')
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: "An organisation's sites" })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Query({ schema: page }) query: Page,
  ): Promise<List<SiteAnswer>> {
    return this.sites.list(actor, organisationId, query);
  }

  /** Refusals: not_found. */
  @Patch('sites/:id')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: 'Rename a site, or say for whom its rosters fill in stays' })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) siteId: string,
    @Body({ schema: siteChange }) body: SiteChange,
  ): Promise<SiteAnswer> {
    return this.sites.change(actor, siteId, body);
  }

  /** Refusals: not_found, unknown_parent, code_taken. */
  @Post('sites/:id/places')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: 'Add a place; without a parent it stands directly under the site' })
  addPlace(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) siteId: string,
    @Body({ schema: newPlace }) body: NewPlace,
  ): Promise<PlaceAnswer> {
    return this.places.create(actor, { siteId }, body);
  }

  /** Refusals: not_found; code_taken, unknown_parent, place_cycle, each fault by its index. All or nothing. */
  @Post('sites/:id/places/bulk')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: 'Add up to 5,000 places; a parent by its code, in this array or there already' })
  addPlaces(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) siteId: string,
    @Body({ schema: bulkPlaces }) body: BulkPlace[],
  ): Promise<{ items: PlaceAnswer[] }> {
    return this.places.createAll(actor, { siteId }, body);
  }

  /** Refusals: not_found. */
  @Get('sites/:id/places')
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: "A site's places" })
  listPlaces(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) siteId: string,
    @Query({ schema: page }) query: Page,
  ): Promise<List<PlaceAnswer>> {
    return this.places.list(actor, { siteId }, query);
  }
}
