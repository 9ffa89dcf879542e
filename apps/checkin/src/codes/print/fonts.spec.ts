import { fitted } from './fonts.js';

const room = { width: 60, lines: 2, size: 8, bold: true };

it('leaves a short text as it is', () => {
  expect(fitted('Cổng phụ', room)).toEqual({ lines: ['Cổng phụ'], size: 8 });
});

it('breaks a longer one at words, then takes smaller letters, and loses no word', () => {
  const name = 'Phân xưởng lắp ráp bản mạch số 2';
  const { lines, size } = fitted(name, room);
  expect(lines).toHaveLength(2);
  expect(lines.join(' ')).toBe(name);
  expect(size).toBeLessThan(8);
});

it('shows that it has cut what fits in no way', () => {
  const { lines, size } = fitted('Phân xưởng lắp ráp bản mạch điện tử '.repeat(6).trim(), room);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
  expect(size).toBeCloseTo(3.2);
});
