import { caseWindow, DEFAULT_CLASSES, resolvePreset } from './index.js';

const least = { near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' as const };

describe('presets', () => {
  it('have the defaults of the rules where they say nothing', () => {
    expect(resolvePreset(least)).toEqual({
      near: { minMinutes: 15, hazardPerMinute: 0.001 },
      room: { minMinutes: null, hazardPerMinute: 0.00025 },
      accumulate: 'total',
      gapSeconds: 0,
      perHours: 24,
      daysBefore: 2,
      exposureDays: 14,
      latencySeconds: 0,
      airLingerMinutes: 0,
      classes: DEFAULT_CLASSES,
    });
  });

  it.each([
    ['gapSeconds', { gapSeconds: -1 }],
    ['near.minMinutes', { near: { minMinutes: Number.NaN } }],
    ['accumulate', { accumulate: 'sum' as never }],
  ])('are refused with the field that is wrong: %s', (field, wrong) => {
    expect(() => resolvePreset({ ...least, ...wrong })).toThrow(`invalid_preset {"field":"${field}"}`);
  });
});

describe('the window of a case', () => {
  const midnightOf = (day: string): number => Date.parse(`${day}T00:00:00+07:00`) / 1000;
  const dates = { onsetOn: '2021-03-01', sampledOn: '2021-03-05', isolatedAt: null };

  it('begins with the day so many days before onset and ends at asOf', () => {
    const asOf = midnightOf('2021-03-09');
    expect(caseWindow(dates, { daysBefore: 2 }, asOf, midnightOf)).toEqual({
      from: midnightOf('2021-02-27'),
      to: asOf,
    });
  });

  it('falls back to the sample, ends at isolation, and may end before it starts', () => {
    const isolatedAt = midnightOf('2021-03-01');
    const window = caseWindow({ ...dates, onsetOn: null, isolatedAt }, { daysBefore: 3 }, isolatedAt + 5, midnightOf);
    expect(window).toEqual({ from: midnightOf('2021-03-02'), to: isolatedAt });
  });
});
