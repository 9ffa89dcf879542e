/**
 * An identity number, normalised: 12 digits (province or country 3, century and sex 1, year 2, random 6; no check digit),
 * the old 9 digits, or a passport (letters and digits, upper case). Blanks, points and dashes do not count. A workbook
 * that took it for a number has dropped leading zeros: 10 or 11 digits are filled up to 12, 8 to 9, unless they begin
 * with 0 (then it is something else, a phone for instance).
 * @returns undefined for anything else
 */
export function parseIdentityNumber(text: string): string | undefined {
  const bare = text
    .replace(/^'+/, '')
    .replace(/[\s\u00a0.-]/g, '')
    .toUpperCase();
  if (/^(\d{9}|\d{12})$/.test(bare)) return bare;
  if (/^[1-9]\d{9,10}$/.test(bare)) return bare.padStart(12, '0');
  if (/^[1-9]\d{7}$/.test(bare)) return bare.padStart(9, '0');
  return /^(?=.*[A-Z])(?=.*\d)[A-Z0-9]{6,12}$/.test(bare) ? bare : undefined;
}

export type IdentityWarning = 'identity_sex_differs' | 'identity_birth_year_differs';

/** What a 12-digit number says otherwise than the record: warnings, as wrongly issued numbers exist. */
export function identityWarnings(
  number: string,
  { sex, birthDate }: { sex?: 'male' | 'female' | null; birthDate?: string | null },
): IdentityWarning[] {
  if (!/^\d{12}$/.test(number)) return [];
  const code = Number(number[3]);
  const year = 1900 + 100 * Math.floor(code / 2) + Number(number.slice(4, 6));
  const warnings: IdentityWarning[] = [];
  if (sex && sex !== (code % 2 === 0 ? 'male' : 'female')) warnings.push('identity_sex_differs');
  if (birthDate && Number(birthDate.slice(0, 4)) !== year) warnings.push('identity_birth_year_differs');
  return warnings;
}
