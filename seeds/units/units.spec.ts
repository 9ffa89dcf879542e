import { administrativeUnits, unitSuccessions } from './units.js';

const units = administrativeUnits();
const byCode = new Map(units.map((unit) => [unit.code, unit]));
const validAt = (day: string) =>
  units.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo));

describe('administrative units', () => {
  it('have unique keys and parents that come first', () => {
    expect(byCode.size).toBe(units.length);
    units.forEach(({ parentCode }, at) => {
      if (parentCode) expect(units.findIndex(({ code }) => code === parentCode)).toBeLessThan(at);
    });
  });

  it.each([
    ['2021-06-01', 63, 10, 209],
    ['2025-06-30', 63, 10, 209],
    ['2025-07-01', 34, 0, 0],
  ])('on %s: %i provinces, %i districts and %i communes', (day, ...counts) => {
    const levels = ['province', 'district', 'commune'];
    expect(levels.map((level) => validAt(day).filter((unit) => unit.level === level).length)).toEqual(counts);
  });

  it('number 24 was Bắc Giang and is Bắc Ninh', () => {
    expect(byCode.get('24')).toMatchObject({ name: 'Tỉnh Bắc Giang', validTo: '2025-06-30' });
    expect(byCode.get('2025-24')).toMatchObject({ name: 'Tỉnh Bắc Ninh', validFrom: '2025-07-01', validTo: null });
  });

  it('every province that ended has one successor, which begins the day after', () => {
    const ended = units.filter(({ level, validTo }) => level === 'province' && validTo !== null);
    const successions = unitSuccessions();
    expect(successions.map(({ code }) => code).sort()).toEqual(ended.map(({ code }) => code).sort());
    for (const { code, successorCode } of successions) {
      const end = Date.parse(byCode.get(code)?.validTo ?? '') / 86_400_000;
      expect(Date.parse(byCode.get(successorCode)?.validFrom ?? '') / 86_400_000).toBe(end + 1);
    }
  });
});
