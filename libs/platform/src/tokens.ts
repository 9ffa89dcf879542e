import { Inject, Injectable } from '@nestjs/common';
import { ROLES, type Actor } from '@app/contracts';
import { jwtVerify, SignJWT } from 'jose';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { Keys } from './keys.js';

export const ACCESS_SECONDS = 300;
const ISSUER = 'truyvet';
const AUDIENCE = 'truyvet-api';

const MOST_KNOWN = 10_000;

interface Live {
  actor: Actor;
  /** Epoch milliseconds. */
  until: number;
}

const claims = z.object({
  sub: z.string(),
  exp: z.number(),
  name: z.string(),
  role: z.enum(ROLES),
  scope: z.object({
    unitCodes: z.array(z.string()).optional(),
    organisationId: z.string().optional(),
    siteId: z.string().optional(),
    workerId: z.string().optional(),
  }),
});

/** Short access tokens: EdDSA (Ed25519), five minutes, the actor inside. */
@Injectable()
export class AccessTokens {
  /** Tokens whose signature was found good: it stays so until they end, and a busy gate shows its own all the time. */
  private readonly known = new Map<string, Live>();

  /** Users whose tokens count no more. */
  private refused: ReadonlySet<string> = new Set();

  constructor(@Inject(Keys) private readonly keys: Keys) {}

  async sign(actor: Actor): Promise<string> {
    const key = this.keys.signing.current();
    return new SignJWT({ name: actor.username, role: actor.role, scope: { ...actor.scope } })
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt' })
      .setSubject(actor.userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_SECONDS}s`)
      .sign(key.private);
  }

  /** Whose token this is, if it was verified before and has not ended. */
  recall(token: string): Actor | undefined {
    const known = this.known.get(token);
    const counts = known && known.until > Date.now() && !this.refused.has(known.actor.userId);
    return counts ? known.actor : undefined;
  }

  /** From now on tokens of these users, and of no others, are refused although they have not run out. */
  refuse(userIds: ReadonlySet<string>): void {
    this.refused = userIds;
  }

  /** @throws Error for anything but a live access token of ours. */
  async verify(token: string): Promise<Actor> {
    const { actor, until } = await this.read(token);
    if (this.refused.has(actor.userId)) throw new Error('the account is closed');
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(token, { actor, until });
    return actor;
  }

  private async read(token: string): Promise<Live> {
    const { payload } = await jwtVerify(
      token,
      (header) => {
        const key = this.keys.signing.named(header.kid);
        if (!key) throw new Error('unknown key');
        return key.public;
      },
      { algorithms: ['EdDSA'], issuer: ISSUER, audience: AUDIENCE, typ: 'at+jwt' },
    );
    const { sub, exp, name, role, scope } = claims.parse(payload);
    return { actor: { userId: sub, username: name, role, scope }, until: exp * 1000 };
  }

  jwks(): { keys: object[] } {
    return { keys: this.keys.signing.published() };
  }

  /**
   * The refresh token that follows a given one. It depends on nothing but the token and our key, so that whoever asks
   * twice gets the same one and a session stays one line of tokens; nobody without the key can work it out.
   */
  successor(refreshToken: string): string {
    return createHmac('sha256', this.keys.keyFor('refresh-token')).update(refreshToken).digest('base64url');
  }
}
