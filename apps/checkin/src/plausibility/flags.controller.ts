import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type ClearedFlag,
  type FlagAnswer,
  flagClearing,
  type FlagClearing,
  flagQuery,
  type FlagQuery,
  id,
  type List,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { FlagsService } from './flags.service.js';

@ApiTags('check-ins')
@Controller()
export class FlagsController {
  constructor(private readonly flags: FlagsService) {}

  /** Refusals: not_found. */
  @Get('organisations/:id/flags')
  @Roles('province_admin', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: 'Check-ins that cannot well have been so, the latest first; each reading is on record' })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Query({ schema: flagQuery }) query: FlagQuery,
  ): Promise<List<FlagAnswer>> {
    return this.flags.list(actor, organisationId, query);
  }

  /** Refusals: not_found, already_voided, already_cleared, nothing_to_clear. */
  @Post('check-ins/:id/clear')
  @HttpCode(200)
  @Roles('province_admin', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: 'It was so all the same: let the check-in count, with a note; once, and on record' })
  clear(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) checkInId: string,
    @Body({ schema: flagClearing }) body: FlagClearing,
  ): Promise<ClearedFlag> {
    return this.flags.clear(actor, checkInId, body);
  }
}
