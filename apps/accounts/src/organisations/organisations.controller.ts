import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type CompletenessAnswer,
  id,
  type List,
  newOrganisation,
  type NewOrganisation,
  type OrganisationAnswer,
  organisationChange,
  type OrganisationChange,
  page,
  type Page,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { CompletenessService } from './completeness.service.js';
import { OrganisationsService } from './organisations.service.js';

@ApiTags('organisations')
@Controller('organisations')
export class OrganisationsController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly completeness: CompletenessService,
  ) {}

  /** Refusals: unknown_unit. */
  @Post()
  @Roles('province_admin')
  @ApiOperation({ summary: 'Register an enterprise, a public office or a school' })
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: newOrganisation }) body: NewOrganisation,
  ): Promise<OrganisationAnswer> {
    return this.organisations.create(actor, body);
  }

  @Get()
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: "The organisations within the caller's scope, newest first" })
  list(@CurrentActor() actor: Actor, @Query({ schema: page }) query: Page): Promise<List<OrganisationAnswer>> {
    return this.organisations.list(actor, query);
  }

  /** Refusals: not_found. */
  @Get(':id')
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: 'One organisation' })
  get(@CurrentActor() actor: Actor, @Param('id', { schema: id }) organisationId: string): Promise<OrganisationAnswer> {
    return this.organisations.get(actor, organisationId);
  }

  /** Refusals: not_found, unknown_unit, forbidden (unit, kind and exercise are the province's to change). */
  @Patch(':id')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: 'Change an organisation' })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Body({ schema: organisationChange }) body: OrganisationChange,
  ): Promise<OrganisationAnswer> {
    return this.organisations.change(actor, organisationId, body);
  }

  /** Refusals: not_found. */
  @Get(':id/completeness')
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: 'How much of what a trace needs an organisation has told, and how fresh it is' })
  complete(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
  ): Promise<CompletenessAnswer> {
    return this.completeness.of(actor, organisationId);
  }
}
