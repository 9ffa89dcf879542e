import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type DestinationAnswer,
  type List,
  newDestination,
  type NewDestination,
  page,
  type Page,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { DestinationsService } from './destinations.service.js';

@ApiTags('exports')
@Controller('destinations')
export class DestinationsController {
  constructor(private readonly destinations: DestinationsService) {}

  /** Refusals: conflict (the name is taken). The secret is never answered. */
  @Post()
  @Roles('province_admin')
  @ApiOperation({ summary: 'Register a command centre that lists are delivered to' })
  create(
    @CurrentActor() actor: Actor,
    @Body({ schema: newDestination }) body: NewDestination,
  ): Promise<DestinationAnswer> {
    return this.destinations.create(actor, body);
  }

  @Get()
  @Roles('province_admin', 'health_officer', 'enterprise_admin')
  @ApiOperation({ summary: 'Command centres, newest first' })
  list(@Query({ schema: page }) query: Page): Promise<List<DestinationAnswer>> {
    return this.destinations.list(query);
  }
}
