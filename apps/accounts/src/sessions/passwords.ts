import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { Gate } from './gate.js';

/** Argon2id with 19 MiB and two passes: the OWASP password storage cheat sheet's first choice. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Two at a time keep the other threads of the pool free; 100 waiting are some two seconds. */
const gate = new Gate(2, 100);

/** Keyboards differ in how they compose accents; the same password must not. */
const composed = (password: string): string => password.normalize('NFC');

/** The argon2id hash of a password (PHC string). @throws too_many_requests */
export const hashPassword = (password: string): Promise<string> => gate.pass(() => hash(composed(password), COST));

/** Passwords are only ever kept as hashes, and checking one takes the same time whether the account exists or not. */
@Injectable()
export class Passwords {
  private decoy: Promise<string> | undefined;

  /** @param stored the account's hash; without one a decoy is checked, and the answer is no. */
  async matches(stored: string | null | undefined, password: string): Promise<boolean> {
    this.decoy ??= hashPassword(randomBytes(24).toString('base64'));
    const against = stored ?? (await this.decoy);
    const same = await gate.pass(() => verify(against, composed(password)));
    return same && Boolean(stored);
  }
}
