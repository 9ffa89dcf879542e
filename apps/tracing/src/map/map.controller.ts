import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { MapSettings } from '@app/contracts';
import { ENVIRONMENT, type Environment, Roles } from '@app/platform';

@ApiTags('command')
@Roles('province_admin', 'health_officer')
@Controller('map')
export class MapController {
  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  @Get()
  @ApiOperation({ summary: 'Where the deployment has its map tiles, if it has any' })
  settings(): MapSettings {
    const { MAP_TILES, MAP_ATTRIBUTION } = this.environment;
    return { tiles: MAP_TILES ?? null, attribution: MAP_ATTRIBUTION };
  }
}
