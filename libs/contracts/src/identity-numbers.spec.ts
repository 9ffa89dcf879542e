import { identityWarnings, parseIdentityNumber } from './identity-numbers.js';

it.each([
  ['024190001234', '024190001234'],
  ['024 190 001 234', '024190001234'],
  ['24190001234', '024190001234'],
  ['1190001234', '001190001234'],
  ['121234567', '121234567'],
  ['12123456', '012123456'],
  ['b1234567', 'B1234567'],
])('reads %s', (text, number) => expect(parseIdentityNumber(text)).toBe(number));

it.each(['', '123', '0912345678', '0241900012345', 'không', 'ABCDEFG'])('refuses %j', (text) =>
  expect(parseIdentityNumber(text)).toBeUndefined(),
);

it('warns where the number says another sex or year of birth', () => {
  expect(identityWarnings('024190001234', { sex: 'female', birthDate: '1990-02-01' })).toEqual([]);
  expect(identityWarnings('024302001234', { sex: 'male', birthDate: '1990-02-01' })).toEqual([
    'identity_sex_differs',
    'identity_birth_year_differs',
  ]);
  expect(identityWarnings('B1234567', { sex: 'male', birthDate: '1990-02-01' })).toEqual([]);
});
