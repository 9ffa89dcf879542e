import { type Anchor, type ChainedEvent, type Seal, sealOf, type StoredLog } from '@app/database';
import { newId } from '@app/database';
import { randomBytes } from 'node:crypto';

/** A log at hand, as somebody with the whole database could rewrite it. */
export interface LogCopy {
  events: Map<string, ChainedEvent>;
  seals: Seal[];
  waiting: string[];
  anchors: Anchor[];
}

export async function copyOf(log: StoredLog, anchors: Anchor[]): Promise<LogCopy> {
  const copy: LogCopy = { events: new Map(), seals: [], waiting: [], anchors };
  for await (const { seal, events } of log.sealed()) {
    copy.seals.push({ ...seal });
    for (const id of seal.eventIds) copy.events.set(id, events.get(id)!);
  }
  return copy;
}

/** One that may be changed without the first being so. */
export const cloned = ({ events, seals, waiting, anchors }: LogCopy): LogCopy => ({
  events: new Map([...events].map(([id, event]) => [id, { ...event }])),
  seals: seals.map((seal) => ({ ...seal })),
  waiting: [...waiting],
  anchors: [...anchors],
});

export const logOf = ({ events, seals, waiting }: LogCopy): StoredLog => ({
  cut: () => Promise.resolve(null),
  async *sealed() {
    for (const seal of await Promise.resolve(seals)) yield { seal, events };
  },
  stray: () => {
    const known = new Set([...seals.flatMap(({ eventIds }) => eventIds), ...waiting]);
    return Promise.resolve([...events.keys()].find((id) => !known.has(id)) ?? null);
  },
  waiting: () => Promise.resolve(null),
});

type Choice = (below: number) => number;

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at % copy.length]! ^= 1;
  return copy;
};

/** Another value for a column of an event. */
const OTHER: { [Column in keyof ChainedEvent]: (event: ChainedEvent) => ChainedEvent[Column] } = {
  id: ({ id }) => String(Number(id) + 1_000_000),
  at: ({ at }) => String(BigInt(at) + 1n),
  actorId: () => newId(),
  role: ({ role }) => (role === 'worker' ? null : 'worker'),
  action: ({ action }) => `${action}x`,
  subject: ({ subject }) => (subject ? null : `worker:${newId()}`),
  count: ({ count }) => count + 1,
  details: () => '{"code": "other"}',
  purpose: ({ purpose }) => (purpose ? null : 'other'),
  caseIds: ({ caseIds }) => (caseIds ? null : [newId()]),
  subjects: ({ subjects }) => (subjects ? subjects.slice(1) : [7]),
  subjectsDigest: ({ subjectsDigest }) => (subjectsDigest ? null : randomBytes(32)),
};
const COLUMNS = Object.keys(OTHER) as (keyof ChainedEvent)[];
const SEAL_COLUMNS = ['no', 'previous', 'eventIds', 'leaves', 'sealedAt', 'hash'] as const;

/** What somebody with the database, and without the key and the anchors, may do to the log. */
export const TAMPERINGS: Record<string, (log: LogCopy, pick: Choice) => void> = {
  'change a column of an event': (log, pick) => {
    const ids = [...log.events.keys()];
    const event = log.events.get(ids[pick(ids.length)]!)!;
    const column = COLUMNS[pick(COLUMNS.length)]!;
    log.events.set(event.id, { ...event, [column]: OTHER[column](event) });
  },
  'delete an event': (log, pick) => void log.events.delete([...log.events.keys()][pick(log.events.size)]!),
  'insert an event': (log, pick) => {
    const id = String(5_000_000 + pick(1_000));
    log.events.set(id, { ...[...log.events.values()][pick(log.events.size)]!, id });
  },
  'swap two events': (log, pick) => {
    const ids = [...log.events.keys()];
    const [a, b] = twoOf(ids.length, pick).map((at) => log.events.get(ids[at]!)!) as [ChainedEvent, ChainedEvent];
    log.events.set(a.id, { ...b, id: a.id }).set(b.id, { ...a, id: b.id });
  },
  'swap two events within the list of a seal': (log, pick) => {
    const seal = log.seals[pick(log.seals.length)]!;
    const [a, b] = twoOf(seal.eventIds.length, pick) as [number, number];
    const ids = [...seal.eventIds];
    [ids[a], ids[b]] = [ids[b]!, ids[a]!];
    seal.eventIds = ids;
  },
  'swap two seals': (log, pick) => {
    const [a, b] = twoOf(log.seals.length, pick) as [number, number];
    const [one, other] = [log.seals[a]!, log.seals[b]!];
    [log.seals[a], log.seals[b]] = [
      { ...other, no: one.no },
      { ...one, no: other.no },
    ];
  },
  'delete a seal with its events': (log, pick) => {
    const [gone] = log.seals.splice(pick(log.seals.length), 1);
    for (const id of gone!.eventIds) log.events.delete(id);
  },
  'delete a seal and number the others anew': (log, pick) => {
    const [gone] = log.seals.splice(pick(log.seals.length), 1);
    for (const id of gone!.eventIds) log.events.delete(id);
    log.seals.forEach((seal, i) => (seal.no = i + 1));
  },
  'cut off the tail': (log, pick) => {
    for (const { eventIds } of log.seals.splice(pick(log.seals.length)))
      for (const id of eventIds) log.events.delete(id);
  },
  'change a column of a seal': (log, pick) => {
    const at = pick(log.seals.length);
    const seal = log.seals[at]!;
    const other = {
      no: seal.no + 1 + pick(5),
      previous: flipped(seal.previous, pick(32)),
      eventIds: seal.eventIds.slice(1),
      leaves: flipped(seal.leaves, pick(seal.leaves.length)),
      sealedAt: new Date(seal.sealedAt.getTime() + 1),
      hash: flipped(seal.hash, pick(32)),
    };
    const column = SEAL_COLUMNS[pick(SEAL_COLUMNS.length)]!;
    log.seals[at] = { ...seal, [column]: other[column] };
  },
  'seal everything anew from somewhere on, by a key of one’s own': (log, pick) => {
    const key = randomBytes(32);
    const from = pick(log.seals.length);
    const changed = log.events.get(log.seals[from]!.eventIds[0]!)!;
    log.events.set(changed.id, { ...changed, actorId: newId() });
    for (let i = from; i < log.seals.length; i++) {
      const events = log.seals[i]!.eventIds.map((id) => log.events.get(id)!);
      log.seals[i] = sealOf(key, log.seals[i - 1], events, log.seals[i]!.sealedAt);
    }
  },
};

function twoOf(length: number, pick: Choice): number[] {
  const a = pick(length);
  return [a, (a + 1 + pick(length - 1)) % length];
}
