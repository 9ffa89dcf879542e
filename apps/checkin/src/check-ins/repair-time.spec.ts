import fc from 'fast-check';
import { type EventClocks, repairTime } from './repair-time.js';

const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 86_400_000];
const NOW = Date.parse('2026-11-22T06:00:00Z');

/** A device with a wall clock that is off, its boots, and what it saw and sent: by our clock. */
interface DeviceRun {
  skew: number;
  boots: number[];
  events: { at: number; waited: number; onTheWay: number }[];
}

const ages = (most: number) => fc.integer({ min: 0, max: most }).map((age) => NOW - age);
const run: fc.Arbitrary<DeviceRun> = fc.record({
  skew: fc.integer({ min: -DAY, max: DAY }),
  boots: fc.array(ages(72 * HOUR), { maxLength: 4 }).map((boots) => [NOW - 72 * HOUR, ...boots]),
  events: fc.array(
    fc.record({
      at: ages(72 * HOUR),
      waited: fc.integer({ min: 0, max: 72 * HOUR }),
      onTheWay: fc.integer({ min: 0, max: 30 * SECOND }),
    }),
    { minLength: 1, maxLength: 30 },
  ),
});

function clocksOf({ skew, boots }: DeviceRun, at: number): Required<EventClocks> {
  const boot = Math.max(...boots.filter((one) => one <= at));
  return { deviceAt: at + skew, monotonicMs: at - boot, bootId: `boot ${boot}` };
}

it('any skew within a day is repaired to within a minute, in whatever pieces events are sent and however often it was booted', () => {
  fc.assert(
    fc.property(run, (device) => {
      for (const { at, waited, onTheWay } of device.events) {
        const { deviceAt, monotonicMs, bootId } = clocksOf(device, at + waited);
        const sending = { sentAt: deviceAt, sentMonotonicMs: monotonicMs, bootId, receivedAt: at + waited + onTheWay };
        const repaired = repairTime(clocksOf(device, at), sending);
        expect(repaired.uncertain).toBe(false);
        expect(Math.abs(repaired.at - at)).toBeLessThanOrEqual(60 * SECOND);
      }
    }),
    { numRuns: 500 },
  );
});

it('nothing comes out of the future, whatever the clocks say', () => {
  const anyTime = fc.option(fc.integer({ min: 0, max: 4e14 }), { nil: undefined });
  const boot = fc.constantFrom('a', 'b', undefined);
  const event = fc.record({ deviceAt: fc.integer({ min: 0, max: 4e14 }), monotonicMs: anyTime, bootId: boot });
  const sending = fc.record({ sentAt: anyTime, sentMonotonicMs: anyTime, bootId: boot });
  fc.assert(
    fc.property(event, sending, (said, sent) => {
      const { at } = repairTime(said, { ...sent, receivedAt: NOW });
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThanOrEqual(NOW);
    }),
  );
});

it('the order of events within a boot is kept, even where somebody set the clock between them', () => {
  const [first, second] = [
    { deviceAt: NOW + 5 * HOUR, monotonicMs: 10 * SECOND, bootId: 'a' },
    { deviceAt: NOW - 5 * HOUR, monotonicMs: 20 * SECOND, bootId: 'a' },
  ];
  const sending = { receivedAt: NOW, sentAt: NOW, sentMonotonicMs: 50 * SECOND, bootId: 'a' };
  expect(repairTime(first, sending)).toEqual({ at: NOW - 40 * SECOND, uncertain: false, skewMs: 0 });
  expect(repairTime(second, sending).at).toBe(NOW - 30 * SECOND);
});

it('a guess is called one: no clock at sending, more than a day off, or ahead of us', () => {
  const before = { deviceAt: NOW - HOUR };
  expect(repairTime(before, { receivedAt: NOW })).toEqual({ at: NOW - HOUR, uncertain: true, skewMs: null });
  const never = repairTime({ deviceAt: HOUR }, { receivedAt: NOW, sentAt: 2 * HOUR });
  expect(never).toEqual({ at: NOW - HOUR, uncertain: true, skewMs: 2 * HOUR - NOW });
  expect(repairTime({ deviceAt: NOW + HOUR }, { receivedAt: NOW, sentAt: NOW })).toMatchObject({
    at: NOW,
    uncertain: true,
  });
  const step = repairTime({ deviceAt: NOW + 30 * SECOND }, { receivedAt: NOW, sentAt: NOW });
  expect(step).toMatchObject({ at: NOW, uncertain: false });
});

it('a counter that runs backwards tells nothing', () => {
  const event = { deviceAt: NOW - HOUR, monotonicMs: 100, bootId: 'a' };
  const sending = { receivedAt: NOW, sentAt: NOW, sentMonotonicMs: 50, bootId: 'a' };
  expect(repairTime(event, sending)).toEqual({ at: NOW - HOUR, uncertain: false, skewMs: 0 });
});
