import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, type Me, refreshRequest, signIn, type SignIn, signOut, type TokenPair } from '@app/contracts';
import { CurrentActor, Public, SignedIn } from '@app/platform';
import { SessionsService } from './sessions.service.js';

@ApiTags('sign-in')
@Controller('auth')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** Refusals: unauthenticated (one answer for every cause), too_many_requests. */
  @Post('token')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Sign in with a user name and a password' })
  signIn(@Body({ schema: signIn }) body: SignIn): Promise<TokenPair> {
    return this.sessions.signIn(body);
  }

  /** Refusals: unauthenticated. A refresh token is good once; a spent one ends its whole session. */
  @Post('refresh')
  @HttpCode(200)
  @Public()
  @ApiOperation({ summary: 'Exchange a refresh token for a new pair' })
  refresh(@Body({ schema: refreshRequest }) { refreshToken }: { refreshToken: string }): Promise<TokenPair> {
    return this.sessions.refresh(refreshToken);
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
    return this.sessions.signOut(actor, refreshToken);
  }

  @Get('me')
  @SignedIn()
  @ApiOperation({ summary: 'Who is calling, as what, and within which scope' })
  me(@CurrentActor() { userId, username, role, scope }: Actor): Me {
    return { id: userId, username, role, scope };
  }
}
