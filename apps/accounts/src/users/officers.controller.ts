import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  id,
  type List,
  officerChange,
  type OfficerChange,
  page,
  type Page,
  type UserAnswer,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { OfficersService } from './officers.service.js';

@ApiTags('accounts')
@Controller('officers')
export class OfficersController {
  constructor(private readonly officers: OfficersService) {}

  @Get()
  @Roles('province_admin')
  @ApiOperation({
    summary: 'Accounts of officers, administrators of the province, auditors and machines, newest first',
  })
  list(@CurrentActor() actor: Actor, @Query({ schema: page }) query: Page): Promise<List<UserAnswer>> {
    return this.officers.list(actor, query);
  }

  /** Refusals: not_found, unknown_unit, account_closed. In force when the officer's access token is renewed, within five minutes. */
  @Patch(':id')
  @Roles('province_admin')
  @ApiOperation({
    summary: 'For which administrative units a health officer is',
    description: 'After a merger an officer of one of the old units reaches no more than before, until this is called.',
  })
  assign(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) userId: string,
    @Body({ schema: officerChange }) body: OfficerChange,
  ): Promise<UserAnswer> {
    return this.officers.assign(actor, userId, body);
  }
}
