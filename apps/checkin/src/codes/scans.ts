import { Inject, Injectable } from '@nestjs/common';
import type { ErrorCode } from '@app/contracts';
import { Keys } from '@app/platform';
import { CodeTokens, markOf, type PlaceMark, type WorkerMark } from './code-tokens.js';
import { readForeignCode } from './read-foreign-code.js';
import { DIGITS, isNear, stepShowing } from './steps.js';
import { proofOf, readTypedCode } from './typed-code.js';

/** A code of ours, proved genuine as far as that needs no database. */
export interface Scan<Kind extends string, Owner> {
  by: Kind;
  /** Internal number of the place or worker. */
  no: number;
  /** What makes a repetition the same. */
  said: string;
  /** Of a rotating code, the step in which it was shown; else null. */
  step: number | null;
  /** A rotating code of another moment. */
  expired: boolean;
  /** Whether it is in force for the row that bears the number. */
  isOf: (owner: Owner) => boolean;
}
export type PlaceScan = Scan<'poster' | 'screen' | 'typed', PlaceMark>;

/** Somebody else's code, of which nothing remains but keyed hashes of the numbers in it, in hexadecimal digits. */
export interface CardScan {
  by: 'card';
  said: string;
  hashes: string[];
}
export type WorkerScan = Scan<'badge' | 'phone', WorkerMark> | CardScan;

const PHONE_CODE = new RegExp(`^(.{32})\\.(\\d{${DIGITS}})$`);

/** The token in what was scanned: the bare token, or the last part of a poster's URL. */
const tokenOf = (scanned: string): string => /\/c\/([^/?#]+)/.exec(scanned)?.[1] ?? scanned;

/** Reads what was scanned or typed. What is forged or foreign ends here, before the database hears of it. */
@Injectable()
export class Scans {
  constructor(
    private readonly tokens: CodeTokens,
    @Inject(Keys) private readonly platformKeys: Keys,
  ) {}

  /**
   * The code of a place.
   * @param seconds when it was shown, by a clock that can be trusted
   * @returns why it is none: unknown_code, retired_code
   */
  place(scanned: string, seconds: number): PlaceScan | ErrorCode {
    const said = tokenOf(scanned);
    const typed = readTypedCode(this.tokens.keys, said);
    if (typed) return this.typedPlace(typed.no, typed.proof);
    const sealed = this.tokens.open(said);
    if (sealed?.kind !== 'poster' && sealed?.kind !== 'screen') return refusalOf(scanned);
    const { kind, no, counter, owner } = sealed;
    const rotating = kind === 'screen';
    return {
      ...{ by: kind, no, said, step: rotating ? counter : null },
      expired: rotating && !isNear(counter, seconds),
      isOf: (place) => markOf(place) === owner && (rotating || place.posterVersion === counter),
    };
  }

  /**
   * The code of a worker: a badge, a phone's, an identity card's.
   * @param seconds when it was shown, by a clock that can be trusted
   * @returns why it is none: unknown_code, masked_code, retired_code, unreadable_code
   */
  worker(scanned: string, seconds: number): WorkerScan | ErrorCode {
    const foreign = readForeignCode(scanned);
    if (foreign) return 'refusal' in foreign ? foreign.refusal : this.card(foreign.numbers);
    const phone = PHONE_CODE.exec(scanned);
    if (phone) return this.phone(phone[1]!, phone[2]!, seconds);
    const said = tokenOf(scanned);
    const sealed = this.tokens.open(said);
    if (sealed?.kind !== 'badge') return 'unknown_code';
    const { no, counter } = sealed;
    const isOf = (worker: WorkerMark): boolean =>
      markOf({ ...worker, unitCode: null }) === sealed.owner && worker.badgeVersion === counter;
    return { by: 'badge', no, said, step: null, expired: false, isOf };
  }

  private typedPlace(no: number, proof: number): PlaceScan {
    const isOf = ({ posterVersion }: PlaceMark): boolean => proofOf(this.tokens.keys, no, posterVersion) === proof;
    return { by: 'typed', no, said: `${no} ${proof}`, step: null, expired: false, isOf };
  }

  private phone(handle: string, digits: string, seconds: number): WorkerScan | ErrorCode {
    const sealed = this.tokens.open(handle);
    if (sealed?.kind !== 'phone') return 'unknown_code';
    const { no, counter, owner } = sealed;
    const step = stepShowing(this.tokens.secretOf(handle), digits, seconds) ?? null;
    const isOf = (worker: WorkerMark): boolean =>
      markOf({ ...worker, unitCode: null }) === owner && worker.phoneVersion === counter;
    return { by: 'phone', no, said: `${handle}.${digits}`, step, expired: step === null, isOf };
  }

  private card(numbers: readonly string[]): CardScan {
    const hashes = numbers.map((number) => this.platformKeys.blindIndex(number).toString('hex'));
    return { by: 'card', said: hashes[0]!, hashes };
  }
}

function refusalOf(scanned: string): ErrorCode {
  const foreign = readForeignCode(scanned);
  return foreign && 'refusal' in foreign && foreign.refusal === 'retired_code' ? 'retired_code' : 'unknown_code';
}
