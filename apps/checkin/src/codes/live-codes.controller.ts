import { Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, id, type PersonalCode, type ScreenCode } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { PRINTERS } from './codes.controller.js';
import { LiveCodesService } from './live-codes.service.js';

@ApiTags('codes')
@Controller()
export class LiveCodesController {
  constructor(private readonly codes: LiveCodesService) {}

  /** Refusals: not_found. */
  @Get('places/:id/screen-code')
  @Roles(...PRINTERS, 'gate_guard')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({ summary: 'What the screen at a gate shows for thirty seconds, and what it shows next' })
  screenCode(@CurrentActor() actor: Actor, @Param('id', { schema: id }) placeId: string): Promise<ScreenCode> {
    return this.codes.screenCode(actor, placeId);
  }

  /** Refusals: not_found. */
  @Post('workers/:id/personal-code')
  @Roles('worker')
  @Header('cache-control', 'private, no-store')
  @ApiOperation({
    summary: "The secret of the worker's own phone, shown once; the phone before shows nothing any more",
  })
  issuePersonalCode(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
  ): Promise<PersonalCode> {
    return this.codes.issuePersonalCode(actor, workerId);
  }

  /** Refusals: not_found. */
  @Delete('workers/:id/personal-code')
  @HttpCode(204)
  @Roles(...PRINTERS, 'worker')
  @ApiOperation({ summary: "The codes of a worker's phone are worthless from now on" })
  revokePersonalCode(@CurrentActor() actor: Actor, @Param('id', { schema: id }) workerId: string): Promise<void> {
    return this.codes.revokePersonalCode(actor, workerId);
  }
}
