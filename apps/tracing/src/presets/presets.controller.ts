import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { newPreset, type Actor, type NewPreset } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { PresetsService } from './presets.service.js';

@ApiTags('presets')
@Controller('presets')
export class PresetsController {
  constructor(private readonly presets: PresetsService) {}

  @Get()
  @Roles('province_admin', 'health_officer')
  @ApiOperation({ summary: 'Every definition of a contact, with its legal reference' })
  list(): Promise<object> {
    return this.presets.list();
  }

  /** Refuses: preset_exists, unknown_kind. */
  @Post()
  @Roles('province_admin', 'health_officer')
  @ApiOperation({ summary: 'Keep a definition of a contact' })
  create(@CurrentActor() actor: Actor, @Body({ schema: newPreset }) body: NewPreset): Promise<object> {
    return this.presets.create(actor, body);
  }
}
