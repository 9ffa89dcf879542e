import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type List, type UnitAnswer, unitsQuery, type UnitsQuery } from '@app/contracts';
import { SignedIn } from '@app/platform';
import { UnitsService } from './units.service.js';

@ApiTags('organisations')
@Controller('units')
export class UnitsController {
  constructor(private readonly units: UnitsService) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'Administrative units: all, those below one, those valid on a day' })
  list(@Query({ schema: unitsQuery }) query: UnitsQuery): Promise<List<UnitAnswer>> {
    return this.units.list(query);
  }
}
