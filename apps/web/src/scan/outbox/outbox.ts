import { isPassing, ProblemError } from '../../api/problem';
import type { SentCheckIn } from '../../api/routes';
import type { Clocks } from './clocks';
import type { EventStore } from './event-store';
import { isWaiting, needsLook, type Recorded, type Ruling, type Sighting } from './recorded';

/** What was seen, without what the outbox adds: its id and what the clocks say. */
export interface Seen extends Omit<Sighting, 'id' | 'deviceAt' | 'monotonicMs' | 'bootId' | 'offline'> {
  place: string;
}

/** The calls that an outbox makes. @throws ProblemError */
export interface Service {
  batch(body: {
    items: Sighting[];
    sentAt: string;
    sentMonotonicMs: number;
    bootId: string;
  }): Promise<{ items: SentCheckIn[] }>;
  override(id: string, note: string): Promise<void>;
}

export interface OutboxState {
  events: readonly Recorded[];
  waiting: number;
  toLookAt: number;
  /** Whether the last attempt got through; `sign-in`: the service takes nothing from us as it stands. */
  link: 'online' | 'offline' | 'sign-in';
}

/** So many go in one request: a slow line gets it through. */
const A_BATCH = 200;
/** What was sent stays in the list of the day. */
const KEEP_MS = 24 * 3_600_000;
/** Refusals of an item that are about the moment, not about the item. */
const LATER: readonly string[] = ['unavailable', 'internal', 'too_many_requests'];

/**
 * Takes down who was seen, and sends it when it can. Whatever happens in between (no network, a reload, a dead battery,
 * an answer that got lost), each is stored once: its id and its content stay the same at every attempt.
 */
export class Outbox {
  private readonly events = new Map<string, Recorded>();
  private readonly listeners = new Set<() => void>();
  private state: OutboxState = { events: [], waiting: 0, toLookAt: 0, link: 'online' };
  private writing: Promise<void> = Promise.resolve();
  private wanted = false;
  private sending: Promise<void> | undefined;

  constructor(
    readonly owner: string,
    private readonly store: EventStore,
    private readonly service: Service,
    private readonly clocks: Clocks,
  ) {}

  readonly snapshot = (): OutboxState => this.state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes up what the device remembers; what is done and a day old is forgotten. */
  async open(): Promise<void> {
    const events = await this.store.load(this.owner);
    const since = this.clocks.read().deviceAt - KEEP_MS;
    const isOver = (event: Recorded): boolean => event.takenAt < since && !isWaiting(event) && !needsLook(event);
    for (const event of events.filter((one) => !isOver(one))) this.events.set(event.id, event);
    await this.store.drop(events.filter(isOver).map(({ id }) => id));
    this.changed();
  }

  /** Is done when it is on the disk; nothing has been sent then. */
  async record({ place, ...seen }: Seen, shown: Ruling | null = null): Promise<Recorded> {
    const { deviceAt, ...rest } = this.clocks.read();
    const id = crypto.randomUUID();
    const offline = this.state.link === 'online' ? {} : { offline: true as const };
    const sighting = { id, ...seen, deviceAt: new Date(deviceAt).toISOString(), ...rest, ...offline };
    const { direction } = seen;
    const fresh = { answer: null, override: null, overrideFault: null, looked: false };
    const event = { id, owner: this.owner, takenAt: deviceAt, direction, place, sighting, shown, ...fresh };
    await this.keep(() => [event]);
    return event;
  }

  /** What was shown, or what somebody decided otherwise, beside an event. */
  async amend(id: string, change: Partial<Pick<Recorded, 'shown' | 'override' | 'looked'>>): Promise<void> {
    await this.keep(() => this.having([id], (event) => ({ ...event, ...change })));
  }

  /** Somebody has looked at everything that needed it. */
  async lookedAtAll(): Promise<void> {
    await this.keep(() => [...this.events.values()].filter(needsLook).map((event) => ({ ...event, looked: true })));
  }

  /** What the service says of an event, or undefined if it has not by then. */
  async answerTo(id: string, withinMs: number): Promise<Recorded['answer'] | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)));
    await Promise.race([this.send(), late]);
    clearTimeout(timer);
    return this.events.get(id)?.answer ?? undefined;
  }

  /** The device knows that it has no network: nobody waits for an answer then. */
  cutOff(): void {
    this.changed('offline');
  }

  /** Sends what waits. Never fails: what does not get through waits on, and `link` says why. */
  send(): Promise<void> {
    this.wanted = true;
    return (this.sending ??= this.sendWanted());
  }

  private async sendWanted(): Promise<void> {
    try {
      while (this.wanted) {
        this.wanted = false;
        await this.sendWaiting();
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.changed(error.status === 401 || error.status === 403 ? 'sign-in' : 'offline');
    } finally {
      this.sending = undefined;
    }
  }

  private async sendWaiting(): Promise<void> {
    for (;;) {
      const batch = this.inOrder().flatMap(({ sighting }) => sighting ?? []);
      if (batch.length === 0) break;
      const items = batch.slice(0, A_BATCH);
      const { deviceAt, monotonicMs: sentMonotonicMs, bootId } = this.clocks.read();
      const answered = await this.service.batch({
        ...{ items, sentAt: new Date(deviceAt).toISOString(), sentMonotonicMs, bootId },
      });
      if ((await this.settle(items, answered.items)) === 0) throw new ProblemError('unavailable', 503);
    }
    for (const event of this.inOrder()) if (event.override !== null && event.answer) await this.sendOverride(event);
    if (this.state.link !== 'online') this.changed('online');
  }

  /** @returns how many the service has judged */
  private async settle(items: readonly Sighting[], answers: readonly SentCheckIn[]): Promise<number> {
    const judged = new Map(
      items.flatMap(({ id }, at) => {
        const answer = answers[at];
        return answer && !(answer.error && LATER.includes(answer.error.code)) ? [[id, answer] as const] : [];
      }),
    );
    await this.keep(() =>
      this.having([...judged.keys()], (event) => {
        const { decision, reasons, error } = judged.get(event.id)!;
        return { ...event, sighting: null, answer: { decision, reasons, refused: error !== undefined } };
      }),
    );
    return judged.size;
  }

  private async sendOverride({ id, answer, override }: Recorded): Promise<void> {
    let overrideFault: string | null = null;
    try {
      if (answer!.decision !== 'allow' && !answer!.refused) await this.service.override(id, override!);
    } catch (error) {
      if (!(error instanceof ProblemError) || isPassing(error) || error.status === 401) throw error;
      overrideFault = error.code;
    }
    await this.keep(() => this.having([id], (event) => ({ ...event, override: null, overrideFault })));
  }

  private having(ids: readonly string[], change: (event: Recorded) => Recorded): Recorded[] {
    return ids.flatMap((id) => this.events.get(id) ?? []).map(change);
  }

  private inOrder(): Recorded[] {
    return [...this.events.values()].sort((a, b) => a.takenAt - b.takenAt);
  }

  /** One change after the other, each on the disk before anybody sees it. */
  private keep(change: () => readonly Recorded[]): Promise<void> {
    const kept = this.writing.then(async () => {
      const events = change();
      if (events.length === 0) return;
      await this.store.put(events);
      for (const event of events) this.events.set(event.id, event);
      this.changed();
    });
    this.writing = kept.catch(() => undefined); // whoever asked for it hears of it; the next change has its turn
    return kept;
  }

  private changed(link = this.state.link): void {
    const events = this.inOrder().reverse();
    const [waiting, toLookAt] = [isWaiting, needsLook].map((asks) => events.filter(asks).length) as [number, number];
    this.state = { events, waiting, toLookAt, link };
    for (const listener of this.listeners) listener();
  }
}
