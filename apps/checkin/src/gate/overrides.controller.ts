import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, checkInOverride, type CheckInOverride, id, type OverrideAnswer } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { OverridesService } from './overrides.service.js';

@ApiTags('check-ins')
@Controller('check-ins')
export class OverridesController {
  constructor(private readonly overrides: OverridesService) {}

  /** Refusals: not_found, already_voided, nothing_to_override, already_overridden. */
  @Post(':id/override')
  @Roles('province_admin', 'enterprise_admin', 'personnel', 'gate_guard')
  @ApiOperation({ summary: 'Let in whom the rules warned of or stopped, with a note; once, and on record' })
  allow(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) checkInId: string,
    @Body({ schema: checkInOverride }) body: CheckInOverride,
  ): Promise<OverrideAnswer> {
    return this.overrides.override(actor, checkInId, body);
  }
}
