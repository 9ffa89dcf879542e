import { Inject, Injectable } from '@nestjs/common';
import { type JWTPayload, SignJWT } from 'jose';
import { Keys } from './keys.js';

/** Signs what others verify with our published keys (`/.well-known/jwks.json`), as a compact JWS. */
@Injectable()
export class DocumentSigner {
  constructor(@Inject(Keys) private readonly keys: Keys) {}

  /** @param typ what kind of document it is; none may pass for another, nor for an access token */
  sign(typ: string, claims: JWTPayload): Promise<string> {
    const key = this.keys.signing.current();
    return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ }).sign(key.private);
  }

  /** The same for the same words, and to be foreseen by nobody. */
  salt(words: string): string {
    return this.keys.blindIndex(words).toString('base64url');
  }
}
