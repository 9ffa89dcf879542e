import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  acceptInvitation,
  type AcceptInvitation,
  type Actor,
  id,
  type InvitedUser,
  type List,
  newOfficer,
  type NewOfficer,
  newUser,
  type NewUser,
  page,
  type Page,
  type UserAnswer,
} from '@app/contracts';
import { CurrentActor, Public, Roles } from '@app/platform';
import { InvitationsService } from './invitations.service.js';
import { UsersService } from './users.service.js';

@ApiTags('accounts')
@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly invitations: InvitationsService,
  ) {}

  /** Refusals: not_found, unknown_worker, unknown_site, username_taken. */
  @Post('organisations/:id/users')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: 'Open an account in an organisation; the invitation is shown this once' })
  create(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Body({ schema: newUser }) body: NewUser,
  ): Promise<InvitedUser> {
    return this.users.create(actor, organisationId, body);
  }

  /** Refusals: not_found. */
  @Get('organisations/:id/users')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: "An organisation's accounts, newest first" })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Query({ schema: page }) query: Page,
  ): Promise<List<UserAnswer>> {
    return this.users.list(actor, organisationId, query);
  }

  /** Refusals: unknown_unit, username_taken. */
  @Post('officers')
  @Roles('province_admin')
  @ApiOperation({ summary: 'Open the account of a health officer for some administrative units' })
  createOfficer(@CurrentActor() actor: Actor, @Body({ schema: newOfficer }) body: NewOfficer): Promise<InvitedUser> {
    return this.users.createOfficer(actor, body);
  }

  /** Refusals: not_found, account_closed. Earlier invitations of the account are void. */
  @Post('users/:id/invitations')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: 'Invite the holder of an account again, or let a forgotten password be set anew' })
  renew(@CurrentActor() actor: Actor, @Param('id', { schema: id }) userId: string): Promise<InvitedUser> {
    return this.invitations.renew(actor, userId);
  }

  /** Refusals: invitation_invalid, invalid_request (the password), too_many_requests. */
  @Post('auth/invitations/accept')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Set a password with an invitation' })
  accept(@Body({ schema: acceptInvitation }) body: AcceptInvitation): Promise<{ id: string; username: string }> {
    return this.invitations.accept(body);
  }
}
