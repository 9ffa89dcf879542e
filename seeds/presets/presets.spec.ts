import { PRESETS } from './presets.data.js';

describe('the presets shipped', () => {
  it('have one id each', () => {
    expect(new Set(PRESETS.map((preset) => preset.id)).size).toBe(7);
  });

  it('end no earlier than they begin', () => {
    for (const { validFrom, validTo } of PRESETS) expect(validTo === null || validTo >= validFrom).toBe(true);
  });

  it('leave no Vietnamese rule missing between 30/7/2021 and today', () => {
    const ends = PRESETS.filter(({ id }) => id.startsWith('vn-')).map(({ validFrom, validTo }) => [validFrom, validTo]);
    expect(ends).toEqual([
      ['2021-07-30', '2021-12-28'],
      ['2021-12-29', '2022-04-14'],
      ['2021-12-29', '2022-04-14'],
      ['2022-04-15', null],
    ]);
  });

  it('class the kinds of place as the rules list them', () => {
    const kinds = (wanted: string, { classes }: (typeof PRESETS)[number]) =>
      Object.entries(classes).flatMap(([kind, distance]) => (distance === wanted ? [kind] : []));
    for (const preset of PRESETS) {
      expect(kinds('near', preset)).toHaveLength(8);
      expect(kinds('room', preset)).toEqual(['workshop', 'canteen', 'lodging-house', 'clinic']);
    }
  });
});
