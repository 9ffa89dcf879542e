import type { SentCheckIn } from '../../api/routes';
import { ProblemError } from '../../api/problem';
import { Clocks } from './clocks';
import type { EventStore } from './event-store';
import { needsLook, type Recorded, type Sighting } from './recorded';
import { Outbox } from './outbox';

/** A disk that outlives the page. */
class Disk implements EventStore {
  readonly rows = new Map<string, Recorded>();
  load = async (owner: string) => [...this.rows.values()].filter((row) => row.owner === owner);
  put = async (events: readonly Recorded[]) => events.forEach((event) => this.rows.set(event.id, event));
  drop = async (ids: readonly string[]) => ids.forEach((id) => this.rows.delete(id));
}

/** The service: stores each id once, whatever becomes of its answer. */
class Gate {
  readonly stored = new Map<string, Sighting>();
  readonly overrides: string[] = [];
  batches = 0;
  /** What goes wrong: on the way there, or on the way back. */
  fault: 'there' | 'back' | undefined;
  judge: (item: Sighting) => Partial<SentCheckIn> = () => ({});

  batch = async ({ items }: { items: Sighting[] }) => {
    this.batches++;
    if (this.fault === 'there') throw new ProblemError('offline', 0);
    const answers = items.map((item): SentCheckIn => {
      const replayed = this.stored.has(item.id);
      if (replayed) expect(this.stored.get(item.id)).toEqual(item);
      const judged = this.judge(item);
      if (!judged.error) this.stored.set(item.id, item);
      return { id: item.id, result: 'accepted', decision: 'allow', reasons: [], replayed, ...judged };
    });
    if (this.fault === 'back') throw new ProblemError('offline', 0);
    return { items: answers };
  };
  override = async (id: string) => void this.overrides.push(id);
}

let [disk, gate] = [new Disk(), new Gate()];
let now: number;
const clocks = new Clocks(
  () => now,
  () => now,
);
/** The page after a start or a reload. */
const page = async (owner = 'gate'): Promise<Outbox> => {
  const outbox = new Outbox(owner, disk, gate, clocks);
  await outbox.open();
  return outbox;
};
const badge = (name: string) => ({ direction: 'scan', placeCode: 'G1', badge: name, place: 'G1' }) as const;
const problem = (code: string): Partial<SentCheckIn> => ({
  ...{ decision: 'stop', reasons: [code], error: { code, status: 422 } as never },
});
beforeEach(() => {
  [disk, gate] = [new Disk(), new Gate()];
  now = 1_700_000_000_000;
});

it('is on the disk before anything is sent, and sent once', async () => {
  const outbox = await page();
  const { id } = await outbox.record(badge('a'));
  expect(disk.rows.get(id)!.sighting).toMatchObject({ badge: 'a' });
  expect(await outbox.answerTo(id, 1_000)).toEqual({ decision: 'allow', reasons: [], refused: false });
  await outbox.send();
  expect([gate.batches, outbox.snapshot().waiting]).toEqual([1, 0]);
});

it.each(['there', 'back'] as const)(
  'loses nothing and doubles nothing when the network fails on the way %s',
  async (fault) => {
    gate.fault = fault;
    const before = await page();
    for (const name of ['a', 'b', 'c']) await before.answerTo((await before.record(badge(name))).id, 1_000);
    expect(before.snapshot()).toMatchObject({ waiting: 3, link: 'offline' });
    gate.fault = undefined;
    const reloaded = await page();
    expect(reloaded.snapshot().waiting).toBe(3);
    await reloaded.send();
    expect(reloaded.snapshot()).toMatchObject({ waiting: 0, link: 'online' });
    expect([...gate.stored.values()].map((item) => item.badge)).toEqual(['a', 'b', 'c']);
  },
);

it('says of what is taken without a network that it was', async () => {
  const outbox = await page();
  outbox.cutOff();
  expect((await outbox.record(badge('a'))).sighting).toMatchObject({ offline: true });
});

it('sends a thousand in pieces, in the order in which they were taken', async () => {
  gate.fault = 'there';
  const outbox = await page();
  for (let at = 0; at < 1_000; at++, now += 1_000) await outbox.record(badge(String(at)));
  gate.fault = undefined;
  await outbox.send();
  expect(gate.batches).toBe(5);
  expect([...gate.stored.values()].map((item) => Number(item.badge))).toEqual([...Array(1_000).keys()]);
});

it('shows what the service did not take, and what it judged more strictly than the gate had', async () => {
  gate.judge = (item) =>
    item.badge === 'unknown'
      ? problem('unknown_code')
      : item.badge === 'ill'
        ? { decision: 'stop', reasons: ['isolated'] }
        : {};
  const outbox = await page();
  for (const name of ['fine', 'unknown', 'ill']) await outbox.record(badge(name), { decision: 'warn', reasons: [] });
  await outbox.send();
  expect(outbox.snapshot()).toMatchObject({ waiting: 0, toLookAt: 2 });
  expect((await page()).snapshot().events.filter(needsLook)).toHaveLength(2);
  await outbox.lookedAtAll();
  expect((await page()).snapshot().toLookAt).toBe(0);
});

it('keeps what the service could not judge at the moment, without asking again and again', async () => {
  gate.judge = () => problem('unavailable');
  const outbox = await page();
  await outbox.record(badge('a'));
  await outbox.send();
  expect([gate.batches, outbox.snapshot().waiting, outbox.snapshot().link]).toEqual([1, 1, 'offline']);
});

it('sends what somebody decided otherwise after the check-in itself, and not where it was allowed anyway', async () => {
  gate.judge = (item) => (item.badge === 'ill' ? { decision: 'stop', reasons: ['isolated'] } : {});
  const outbox = await page();
  outbox.cutOff();
  const ids = [(await outbox.record(badge('ill'))).id, (await outbox.record(badge('fine'))).id];
  for (const id of ids) await outbox.amend(id, { override: 'đã gọi y tế' });
  expect((await page()).snapshot().waiting).toBe(2);
  await outbox.send();
  expect([gate.overrides, outbox.snapshot().waiting]).toEqual([[ids[0]], 0]);
});

it('keeps no code that it has sent, and nothing of another person', async () => {
  const outbox = await page();
  await outbox.record(badge('a'));
  await outbox.send();
  expect([...disk.rows.values()].map(({ sighting }) => sighting)).toEqual([null]);
  expect((await page('somebody else')).snapshot().events).toEqual([]);
});

it('forgets what is done and a day old, and nothing that waits', async () => {
  const outbox = await page();
  await outbox.record(badge('sent'));
  await outbox.send();
  gate.fault = 'there';
  const waiting = await outbox.record(badge('waits'));
  now += 25 * 3_600_000;
  expect((await page()).snapshot().events.map(({ id }) => id)).toEqual([waiting.id]);
});
