import { Inject, Injectable } from '@nestjs/common';
import { ROLES, type Actor } from '@app/contracts';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { Keys } from './keys.js';

export const ACCESS_SECONDS = 300;
const ISSUER = 'truyvet';
const AUDIENCE = 'truyvet-api';

const claims = z.object({
  sub: z.string(),
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
  constructor(@Inject(Keys) private readonly keys: Keys) {}

  async sign(actor: Actor): Promise<string> {
    const key = this.keys.signing[0]!;
    return new SignJWT({ name: actor.username, role: actor.role, scope: { ...actor.scope } })
      .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt' })
      .setSubject(actor.userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_SECONDS}s`)
      .sign(key.private);
  }

  /** @throws Error for anything but a live access token of ours. */
  async verify(token: string): Promise<Actor> {
    const { payload } = await jwtVerify(
      token,
      (header) => {
        const key = this.keys.signing.find(({ kid }) => kid === header.kid);
        if (!key) throw new Error('unknown key');
        return key.public;
      },
      { algorithms: ['EdDSA'], issuer: ISSUER, audience: AUDIENCE, typ: 'at+jwt' },
    );
    const { sub, name, role, scope } = claims.parse(payload);
    return { userId: sub, username: name, role, scope };
  }

  jwks(): { keys: object[] } {
    return { keys: this.keys.signing.map(({ publicJwk }) => publicJwk) };
  }
}
