import fc from 'fast-check';
import { measured, united } from '../../../../test/support/naive-intervals.js';
import { measure } from './measure.js';

const unions = fc
  .array(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 60 })), { maxLength: 9 })
  .map((spans) => united(spans.map(([from, length]) => [from * 60, (from + length) * 60])));

describe('the measured seconds of a union', () => {
  it.each(['continuous', 'rolling', 'total'] as const)('are those of the plain definition: %s', (accumulate) => {
    const worlds = fc.record({
      union: unions,
      gapSeconds: fc.constantFrom(0, 60, 600),
      perHours: fc.constantFrom(0.5, 1, 3),
    });
    fc.assert(
      fc.property(worlds, ({ union, gapSeconds, perHours }) => {
        const column = (side: 0 | 1) => ({ data: Int32Array.from(union, (span) => span[side]) });
        const pieces = { count: union.length, from: column(0), to: column(1) };
        const expected = measured(union, accumulate, gapSeconds, perHours * 3600);
        expect(measure(pieces, { accumulate, gapSeconds, perHours })).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
