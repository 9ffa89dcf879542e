import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, id, type UserAnswer } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { AccountEndsService } from './account-ends.service.js';

@ApiTags('accounts')
@Controller('users/:id')
export class AccountEndsController {
  constructor(private readonly ends: AccountEndsService) {}

  /** Refusals: not_found, second_person_required (one's own). */
  @Post('close')
  @HttpCode(200)
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({
    summary: 'Close an account for good',
    description: 'Sessions end at once (in every service within a second); what the account did stays on record.',
  })
  close(@CurrentActor() actor: Actor, @Param('id', { schema: id }) userId: string): Promise<UserAnswer> {
    return this.ends.close(actor, userId);
  }

  /** Refusals: not_found (of a role that needs none, too), second_person_required (one's own), account_closed. */
  @Delete('second-factor')
  @Roles('province_admin')
  @ApiOperation({
    summary: 'Take a lost authenticator away, so that its owner sets up a new one',
    description: 'Also of another administrator of the province. Sessions of the account end; recovery codes are void.',
  })
  resetFactor(@CurrentActor() actor: Actor, @Param('id', { schema: id }) userId: string): Promise<UserAnswer> {
    return this.ends.resetFactor(actor, userId);
  }
}
