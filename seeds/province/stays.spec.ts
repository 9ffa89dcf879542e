import { province } from '../province.js';
import type { OrganisationSeed, StayRow } from './types.js';

const DAYS = 14;
const made = province({ seed: 3, workers: 2_000, days: DAYS, lastDay: '2026-11-20' });
const midnightAfter = Date.parse('2026-11-21T00:00:00+07:00') / 1000;
const organisations = made.organisations();
const stays = organisations.flatMap((organisation) =>
  Array.from(made.staysOf(organisation), (row) => ({ ...row, organisation })),
);
const records = organisations.flatMap((organisation) =>
  Array.from(made.workersOf(organisation), (worker) => ({ ...worker, organisation })),
);
const key = (row: { organisation: OrganisationSeed; worker: number }) => `${row.organisation.index}/${row.worker}`;
const atWork = stays.filter(({ evidence }) => evidence === 'scan' || evidence === 'roster');
const dayOf = ({ from }: StayRow) => Math.floor((from - midnightAfter) / 86_400) + DAYS;
const isSunday = (day: number) => (day - 1) % 7 === 0; // the first day is Saturday, 7 November

function groups<T>(rows: readonly T[], keyOf: (row: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const group = found.get(keyOf(row));
    if (group) group.push(row);
    else found.set(keyOf(row), [row]);
  }
  return [...found.values()];
}

describe('the stays of a province', () => {
  it('end after they begin, and before the last day is over', () => {
    const whole = ({ from, to }: StayRow) => Number.isInteger(from) && Number.isInteger(to);
    expect(stays.filter((row) => !whole(row) || row.from >= row.to || row.to > midnightAfter)).toEqual([]);
  });

  it('put nobody in two places at once, second jobs included', () => {
    const person = new Map(
      records.map((record) => [`${record.organisation.index}/${record.index}`, record.identityNumber]),
    );
    const overlapping = groups(stays, (row) => person.get(key(row)) ?? '').flatMap((rows) => {
      const sorted = rows.sort((a, b) => a.from - b.from);
      return sorted.slice(1).filter(({ from }, at) => from < (sorted[at]?.to ?? 0));
    });
    expect(overlapping).toEqual([]);
  });

  it('name places that exist', () => {
    const shared = new Set([...made.sharedPlaces()].flatMap(({ places }) => places.map(({ code }) => code)));
    const own = organisations.map(
      ({ sites }) => new Set(sites.flatMap(({ places }) => places.map(({ code }) => code))),
    );
    expect(
      stays.filter((row) => !shared.has(row.placeCode) && !own[row.organisation.index]?.has(row.placeCode)),
    ).toEqual([]);
  });

  it('leave about 14 of 100 workers absent a day', () => {
    const present = new Set(atWork.map((row) => `${key(row)} ${dayOf(row)}`));
    const weekdays = Array.from({ length: DAYS - 1 }, (_, day) => day).filter((day) => !isSunday(day));
    const worked = [...present].filter((one) => weekdays.includes(Number(one.split(' ')[1]))).length;
    expect(Math.abs(1 - worked / weekdays.length / records.length - 0.14)).toBeLessThan(0.01);
  });

  it('leave Sundays to a few lines', () => {
    const working = new Set(atWork.filter((row) => isSunday(dayOf(row))).map((row) => `${key(row)} ${dayOf(row)}`));
    expect(working.size).toBeGreaterThan(0);
    expect(working.size).toBeLessThan(records.length);
  });

  it('are about 50 a worker and fortnight, of every kind', () => {
    expect(Math.abs(stays.length / records.length - 50)).toBeLessThan(5);
    expect(new Set(stays.map(({ evidence }) => evidence))).toEqual(
      new Set(['scan', 'roster', 'transport', 'residence']),
    );
  });
});

describe('the last day of a province', () => {
  const scans = organisations.flatMap((organisation) =>
    Array.from(made.checkInsOf(organisation), (row) => ({ ...row, organisation })),
  );

  it('has scans in place of stays at work', () => {
    expect(atWork.filter((row) => dayOf(row) === DAYS - 1)).toEqual([]);
    expect(Math.abs(scans.length / 4 / records.length - 0.86)).toBeLessThan(0.03);
  });

  it('takes each worker through the gate to the line and back', () => {
    for (const rows of groups(scans, key)) {
      expect(rows.map(({ point, direction }) => `${point} ${direction}`)).toEqual([
        'gate in',
        'line in',
        'line out',
        'gate out',
      ]);
      expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).sort((a, b) => a - b));
    }
  });

  it('offers as index cases different people who were at work', () => {
    const cases = made.indexCases(40);
    const scanned = new Set(scans.map(key));
    expect(new Set(cases.map(key)).size).toBe(40);
    expect(cases.filter((one) => !scanned.has(key(one)))).toEqual([]);
    for (const { onsetOn, sampledOn } of cases) expect(onsetOn === null || onsetOn <= sampledOn).toBe(true);
  });
});
