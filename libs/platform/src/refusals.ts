import { Injectable } from '@nestjs/common';
import type { Actor, ErrorCode } from '@app/contracts';

/** Somebody who is signed in was refused something. */
export interface Refusal {
  actor: Actor;
  code: ErrorCode;
  method: string;
  /** The route's pattern, never the address itself. */
  route: string;
  /** Parameters of the route that are ids; what else somebody may have typed is left out. */
  ids: Record<string, string>;
}

type Writer = (refusal: Refusal) => Promise<void>;

/**
 * What is told of those who ask for what they may not have. Whoever keeps the log says how to write it down
 * (`recordWith`).
 */
@Injectable()
export class Refusals {
  private write: Writer = () => Promise.resolve();

  recordWith(write: Writer): void {
    this.write = write;
  }

  /** @throws what the database throws */
  record(refusal: Refusal): Promise<void> {
    return this.write(refusal);
  }
}
