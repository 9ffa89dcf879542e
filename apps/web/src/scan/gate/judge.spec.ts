import { PackError } from '@app/contracts';
import type { SentCheckIn } from '../../api/routes';
import { ProblemError } from '../../api/problem';
import { Clocks } from '../outbox/clocks';
import { Outbox, type Service } from '../outbox/outbox';
import type { Recorded } from '../outbox/recorded';
import { judge, type PackAtHand } from './judge';

const disk = new Map<string, Recorded>();
const store = {
  load: async () => [],
  put: async (events: readonly Recorded[]) => events.forEach((event) => disk.set(event.id, event)),
  drop: async () => undefined,
};
const packOf = (verdict: 'allow' | 'stop'): PackAtHand => ({
  pack: { lookup: async () => ({ decision: verdict, reasons: [], name: 'Trần Thị Hai' }) },
  now: () => new Date(),
});
const expired: PackAtHand = { pack: { lookup: () => Promise.reject(new PackError('expired')) }, now: () => new Date() };
const seen = { direction: 'scan', placeCode: 'G1', badge: 'badge', place: 'G1' } as const;

/** A gate whose service gives this answer, or none. */
const gate = (batch: Service['batch']): Outbox =>
  new Outbox('gate', store, { batch, override: async () => undefined }, new Clocks());
const answering = (answer: Partial<SentCheckIn>): Outbox =>
  gate(async ({ items }) => ({
    items: items.map(({ id }) => ({
      id,
      result: 'accepted',
      decision: 'allow',
      reasons: [],
      replayed: false,
      ...answer,
    })),
  }));
const offline = (): Outbox => gate(() => Promise.reject(new ProblemError('offline', 0)));

it('believes the service rather than the pack', async () => {
  const outbox = answering({ decision: 'stop', reasons: ['isolated'] });
  expect(await judge(outbox, packOf('allow'), seen)).toMatchObject({
    decision: 'stop',
    by: 'service',
    name: 'Trần Thị Hai',
  });
});

it('judges by the pack without a network, and remembers what was shown', async () => {
  const verdict = await judge(offline(), packOf('stop'), seen);
  expect(verdict).toMatchObject({ decision: 'stop', by: 'pack' });
  expect(disk.get(verdict.id)).toMatchObject({ shown: { decision: 'stop' }, sighting: { badge: 'badge' } });
});

it.each([
  ['without a pack', undefined],
  ['with one whose time is over', expired],
])('asks a person to look %s', async (_, pack) => {
  expect(await judge(offline(), pack, seen)).toMatchObject({ decision: 'warn', reasons: ['unverified'], by: 'nobody' });
});

it('does not wait for a service that does not answer', async () => {
  const silent = gate(() => new Promise(() => undefined));
  expect(await judge(silent, packOf('allow'), seen)).toMatchObject({ decision: 'allow', by: 'pack' });
});

it('shows at once what the service does not take', async () => {
  const outbox = answering({ decision: 'stop', reasons: ['unknown_code'], error: { code: 'unknown_code' } as never });
  expect(await judge(outbox, undefined, seen)).toMatchObject({ decision: 'stop', refused: true, by: 'service' });
});
