import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type Enrolment,
  enrolment,
  type EnrolmentAnswer,
  type Me,
  recovery,
  type Recovery,
  type RecoveryCodesAnswer,
  recoveryRenewal,
  type RecoveryRenewal,
  refreshRequest,
  signIn,
  type SignIn,
  signOut,
  type TokenPair,
} from '@app/contracts';
import { asSystem, ClientAddress, CurrentActor, Public, SignedIn } from '@app/platform';
import { Credentials } from './credentials.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('sign-in')
@Controller('auth')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly credentials: Credentials,
  ) {}

  /** Refusals: unauthenticated (one answer for every cause), second_factor_required, too_many_requests. */
  @Post('token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @ApiOperation({ summary: 'Sign in with a user name and a password; officers and administrators with a code, too' })
  signIn(@Body({ schema: signIn }) body: SignIn, @ClientAddress() network: string): Promise<TokenPair> {
    return asSystem('sign_in', () => this.sessions.signIn(body, network));
  }

  /** Refusals: unauthenticated, too_many_requests, forbidden (the role needs none), second_factor_set. */
  @Post('second-factor')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @ApiOperation({
    summary: 'A secret for the authenticator of an account that has none in use, and recovery codes; shown this once',
  })
  enrol(@Body({ schema: enrolment }) body: Enrolment, @ClientAddress() network: string): Promise<EnrolmentAnswer> {
    return asSystem('sign_in', () => this.credentials.enrol(body, network));
  }

  /** Refusals: unauthenticated (one answer for every cause), too_many_requests. Sessions of the account end. */
  @Post('second-factor/recover')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @ApiOperation({
    summary: 'A new secret for who has lost the authenticator, against a recovery code; shown this once',
    description: 'Recovery codes come with each new secret, are good once each, and void those given before.',
  })
  recover(@Body({ schema: recovery }) body: Recovery, @ClientAddress() network: string): Promise<EnrolmentAnswer> {
    return asSystem('sign_in', () => this.credentials.recover(body, network));
  }

  /** Refusals: unauthenticated (one answer for every cause), too_many_requests, forbidden (the role needs none). */
  @Post('second-factor/recovery-codes')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @ApiOperation({ summary: 'New recovery codes for who still has the authenticator; earlier ones are void' })
  renewCodes(
    @Body({ schema: recoveryRenewal }) body: RecoveryRenewal,
    @ClientAddress() network: string,
  ): Promise<RecoveryCodesAnswer> {
    return asSystem('sign_in', () => this.credentials.renewRecoveryCodes(body, network));
  }

  /** Refusals: unauthenticated. A refresh token is good once (and for 15 s more); a copied one ends its whole session. */
  @Post('refresh')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Public()
  @ApiOperation({ summary: 'Exchange a refresh token for a new pair' })
  refresh(@Body({ schema: refreshRequest }) { refreshToken }: { refreshToken: string }): Promise<TokenPair> {
    return asSystem('sessions', () => this.sessions.refresh(refreshToken));
  }

  /** Access tokens that are out live on for their five minutes; nothing can be refreshed any more. */
  @Post('logout')
  @HttpCode(204)
  @SignedIn()
  @ApiOperation({ summary: 'Sign out: end this session, or without a refresh token all of them' })
  signOut(
    @CurrentActor() actor: Actor,
    @Body({ schema: signOut }) { refreshToken }: { refreshToken?: string },
  ): Promise<void> {
    return asSystem('sessions', () => this.sessions.signOut(actor, refreshToken));
  }

  @Get('me')
  @SignedIn()
  @ApiOperation({ summary: 'Who is calling, as what, and within which scope' })
  me(@CurrentActor() { userId, username, role, scope }: Actor): Me {
    return { id: userId, username, role, scope };
  }
}
