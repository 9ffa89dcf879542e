import { Inject, Injectable } from '@nestjs/common';
import { Keys } from '@app/platform';
import { createHmac } from 'node:crypto';
import { ownerMark, seal, type Sealed, type SealKeys, unseal } from './sealed.js';
import { typedCode } from './typed-code.js';

/** What the codes of a place are made of. */
export interface PlaceMark {
  no: number;
  /** Null for a shared place, which has the code of its unit instead. */
  organisationId: string | null;
  unitCode: string | null;
  posterVersion: number;
}

/** What the codes of a worker are made of. */
export interface WorkerMark {
  no: number;
  organisationId: string;
  badgeVersion: number;
  phoneVersion: number;
}

/** The organisation, or for a shared place the unit, that a code is bound to. */
export const markOf = ({ organisationId, unitCode }: Pick<PlaceMark, 'organisationId' | 'unitCode'>): string =>
  ownerMark(organisationId ?? unitCode ?? '');

/** Makes and opens the codes of places and workers. Nothing is stored but versions: a token follows from the keys. */
@Injectable()
export class CodeTokens {
  readonly keys: SealKeys;
  private readonly secrets: Buffer;

  constructor(@Inject(Keys) keys: Keys) {
    this.keys = { mac: keys.keyFor('codes: mac'), cipher: keys.keyFor('codes: cipher') };
    this.secrets = keys.keyFor('codes: phones');
  }

  poster(place: PlaceMark): string {
    return seal(this.keys, { kind: 'poster', no: place.no, counter: place.posterVersion, owner: markOf(place) });
  }

  /** What stands under the QR code of a poster, for typing. */
  typed({ no, posterVersion }: PlaceMark): string {
    return typedCode(this.keys, no, posterVersion);
  }

  /** What the screen of a place shows in a step. */
  screen(place: PlaceMark, step: number): string {
    return seal(this.keys, { kind: 'screen', no: place.no, counter: step, owner: markOf(place) });
  }

  badge({ no, badgeVersion, organisationId }: WorkerMark): string {
    return seal(this.keys, { kind: 'badge', no, counter: badgeVersion, owner: ownerMark(organisationId) });
  }

  /** The constant part of the codes that a worker's phone shows. */
  handle({ no, phoneVersion, organisationId }: WorkerMark): string {
    return seal(this.keys, { kind: 'phone', no, counter: phoneVersion, owner: ownerMark(organisationId) });
  }

  /** The secret behind the digits that follow a handle: it is on the phone, and here it follows from the keys. */
  secretOf(handle: string): Buffer {
    return createHmac('sha256', this.secrets).update(handle).digest();
  }

  open(token: string): Sealed | undefined {
    return unseal(this.keys, token);
  }
}
