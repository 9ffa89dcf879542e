import {
  AUDIT_DAYS,
  type ChainedEvent,
  type Cut,
  FIRST_PREVIOUS,
  hashOf,
  hasSubjects,
  LEAF_BYTES,
  leafOf,
  macOf,
  type Seal,
} from './chain.js';

const DAY_MS = 86_400_000;
/** Sealing comes every few seconds; what waits longer than this shows that it stands still. */
const PATIENCE_MS = 10 * 60_000;

/** The head of the chain at some time, as it was written down outside the database. */
export interface Anchor {
  no: number;
  hash: string;
}

/** A log as it is stored; read while nobody writes, or in one snapshot. */
export interface StoredLog {
  /** The last of the cuts. */
  cut(): Promise<Cut | null>;
  /** The seals by their numbers, each with those of its events that are there. */
  sealed(): AsyncIterable<{ seal: Seal; events: ReadonlyMap<string, ChainedEvent> }>;
  /** An event that is neither sealed nor waiting to be. */
  stray(): Promise<string | null>;
  /** The oldest event that waits to be sealed, or a waiting entry whose event is gone (no time). */
  waiting(): Promise<{ id: string; at: Date | null } | null>;
}

export interface Verdict {
  seals: number;
  events: number;
  anchors: number;
  /** The first that is wrong, in words; null: none. */
  fault: string | null;
}

/**
 * Goes through the chain from its first seal on, then looks for what is outside it, then holds the anchors to it.
 * @param now what time it is, for what waits
 */
export async function verifyChain(
  log: StoredLog,
  key: Buffer,
  anchors: readonly Anchor[],
  now: Date,
): Promise<Verdict> {
  const walk = new Walk(key, await log.cut());
  let fault = walk.cutFault();
  if (!fault)
    for await (const { seal, events } of log.sealed()) {
      fault = walk.faultOf(seal, events);
      if (fault) break;
    }
  fault ??= (await outside(log, now)) ?? walk.anchorFault(anchors);
  return { seals: walk.seals, events: walk.events, anchors: anchors.length, fault };
}

class Walk {
  seals = 0;
  events = 0;
  private readonly hashes = new Map<number, string>();
  private last: { no: number; hash: Buffer };

  constructor(
    private readonly key: Buffer,
    private readonly cut: Cut | null,
  ) {
    this.last = cut ?? { no: 0, hash: FIRST_PREVIOUS };
    if (cut) this.hashes.set(cut.no, cut.hash.toString('hex'));
  }

  cutFault(): string | null {
    if (!this.cut) return null;
    const { no, newestAt, cutAt, mac } = this.cut;
    if (!macOf(this.key, this.cut).equals(mac)) return `cut ${no}: it was changed, or not made by us`;
    if (cutAt.getTime() - newestAt.getTime() < AUDIT_DAYS * DAY_MS) return `cut ${no}: it was made before its time`;
    return null;
  }

  faultOf(seal: Seal, events: ReadonlyMap<string, ChainedEvent>): string | null {
    const { no, hash, eventIds } = seal;
    if (no !== this.last.no + 1) return `seal ${this.last.no + 1}: it is missing (seal ${no} follows)`;
    if (!seal.previous.equals(this.last.hash)) return `seal ${no}: it does not follow the one before`;
    if (!hashOf(this.key, seal).equals(hash)) return `seal ${no}: it was changed, or not made by us`;
    for (const [i, id] of eventIds.entries()) {
      const fault = eventFault(events.get(id), seal.leaves.subarray(i * LEAF_BYTES, (i + 1) * LEAF_BYTES));
      if (fault) return `event ${id} (seal ${no}): ${fault}`;
    }
    this.hashes.set(no, hash.toString('hex'));
    this.last = seal;
    this.seals += 1;
    this.events += eventIds.length;
    return null;
  }

  /** Anchors from before the first seal that is left say nothing any more. */
  anchorFault(anchors: readonly Anchor[]): string | null {
    for (const { no, hash } of anchors) {
      if (no > this.last.no) return `seal ${no}: it was anchored and is missing; the chain ends at ${this.last.no}`;
      const found = this.hashes.get(no);
      if (found !== undefined && found !== hash) return `seal ${no}: it is not the one that was anchored`;
    }
    return null;
  }
}

function eventFault(event: ChainedEvent | undefined, leaf: Buffer): string | null {
  if (!event) return 'it is missing';
  if (!leafOf(event).equals(leaf)) return 'it was changed';
  return hasSubjects(event) ? null : 'its subjects were changed';
}

async function outside(log: StoredLog, now: Date): Promise<string | null> {
  const stray = await log.stray();
  if (stray) return `event ${stray}: it is outside the chain`;
  const waiting = await log.waiting();
  if (!waiting) return null;
  if (!waiting.at) return `event ${waiting.id}: it was waiting to be sealed and is missing`;
  const isLate = now.getTime() - waiting.at.getTime() > PATIENCE_MS;
  return isLate ? `event ${waiting.id}: it waits to be sealed since ${waiting.at.toISOString()}` : null;
}
