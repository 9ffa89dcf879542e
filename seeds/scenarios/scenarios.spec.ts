import { PRESETS } from '../presets/presets.data.js';
import { administrativeUnits } from '../units/units.js';
import { dateAgo, instantsOf } from './instants.js';
import { SCENARIOS } from './scenarios.js';

const codes = new Set(administrativeUnits().map(({ code }) => code));

describe.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))('the scenario %s', (_, scenario) => {
  const places = [...scenario.organisations, ...scenario.shared].flatMap((holder) => holder.places);
  const workers = scenario.organisations.flatMap((organisation) => organisation.workers);
  const known = new Set([...places, ...workers].map(({ code }) => code));

  it('gives every worker and place one code', () => {
    expect(known.size).toBe(places.length + workers.length);
  });

  it('speaks of nothing that it does not define', () => {
    const spoken = [
      ...scenario.stays.flatMap(([worker, place]) => [worker, place]),
      ...scenario.cases.map(({ worker }) => worker),
      ...Object.keys(scenario.expected.levels),
      ...workers.flatMap(({ placeCode, dormitoryRoom, busCode }) => [placeCode, dormitoryRoom, busCode]),
      ...places.map(({ parentCode }) => parentCode),
    ].filter((code) => code !== undefined);
    expect(spoken.filter((code) => !known.has(code))).toEqual([]);
    expect([...scenario.organisations, ...scenario.shared].filter(({ unitCode }) => !codes.has(unitCode))).toEqual([]);
    expect(PRESETS.map(({ id }) => id)).toContain(scenario.expected.presetId);
  });

  it('keeps its stays within a day of their beginning', () => {
    for (const stay of scenario.stays) {
      const { from, to } = instantsOf(stay, '2021-05-31');
      expect(to - from).toBeGreaterThan(0);
      expect(to - from).toBeLessThan(86_400);
    }
  });
});

describe('the time of a scenario', () => {
  it('counts days back from the last one, in local time', () => {
    expect(dateAgo('2021-03-01', 1)).toBe('2021-02-28');
    const { from, to } = instantsOf(['W', 'P', 1, '22:00', '05:30:01', 'residence'], '2021-03-01');
    expect(new Date(from * 1000).toISOString()).toBe('2021-02-28T15:00:00.000Z');
    expect(new Date(to * 1000).toISOString()).toBe('2021-02-28T22:30:01.000Z');
  });
});
