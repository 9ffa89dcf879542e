import type { TracedContact } from '@app/contracts';
import { axisOf, percentOf } from './timeline-axis';

const met = (from: string, to: string) => ({ because: [{ encounters: [{ from, to }] }] }) as unknown as TracedContact;

it('shows whole days of the deployment’s zone, from the first stretch to the last', () => {
  const axis = axisOf([
    met('2026-11-20T22:00:00Z', '2026-11-21T06:00:00Z'),
    met('2026-11-22T01:00:00Z', '2026-11-22T16:59:00Z'),
  ]);
  expect(axis?.days.map((day) => new Date(day * 1000).toISOString())).toEqual([
    '2026-11-20T17:00:00.000Z',
    '2026-11-21T17:00:00.000Z',
  ]);
  expect(percentOf(axis!, axis!.days[1]!)).toBe(50);
});

it('is none without a stretch', () => expect(axisOf([])).toBeUndefined());
