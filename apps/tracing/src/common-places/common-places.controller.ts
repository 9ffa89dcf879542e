import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id, page, type Actor, type CommonPlace, type List, type Page } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { CommonPlacesService } from './common-places.service.js';

@ApiTags('traces')
@Roles('health_officer')
@Controller('traces/:id/places')
export class CommonPlacesController {
  constructor(private readonly places: CommonPlacesService) {}

  /** Refuses: not_found. */
  @Get()
  @ApiOperation({
    summary: 'Places that cases of a backward trace have in common: most cases first, then most time; else none',
  })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Query({ schema: page }) wish: Page,
  ): Promise<List<CommonPlace>> {
    return this.places.list(actor, traceId, wish);
  }
}
