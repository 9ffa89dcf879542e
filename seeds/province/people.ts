import {
  BIRTH_PROVINCES,
  FAMILY_NAMES,
  FEMALE_GIVEN_NAMES,
  FEMALE_MIDDLE_NAMES,
  MALE_GIVEN_NAMES,
  MALE_MIDDLE_NAMES,
  PHONE_PREFIXES,
} from './names.data.js';
import { mix, pick, random, weighted } from './random.js';

export const MOST_PEOPLE = 1_000_000;

/** What belongs to a person, not to an employment. */
export interface Person {
  fullName: string;
  birthDate: string;
  sex: 'male' | 'female';
  identityNumber: string;
  phone: string;
}

const FAMILY = weighted(FAMILY_NAMES);
const MIDDLE = { female: weighted(FEMALE_MIDDLE_NAMES), male: weighted(MALE_MIDDLE_NAMES) };
const GIVEN = { female: FEMALE_GIVEN_NAMES, male: MALE_GIVEN_NAMES };
const PROVINCES = weighted(BIRTH_PROVINCES);

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

/** Women are most of an electronics or garment factory. */
export const sexOf = (seed: number, person: number): Person['sex'] =>
  mix(seed, person, 21) % 100 < 62 ? 'female' : 'male';

/** The person with this number (below `MOST_PEOPLE`), 18 to 50 in `year`; identity number and phone are theirs alone. */
export function personOf(seed: number, person: number, year: number): Person {
  const next = random(mix(seed, person, 22));
  const sex = sexOf(seed, person);
  const born = year - 19 - Math.floor(32 * next() ** 1.3);
  const birthDate = `${born}-${digits(1 + Math.floor(12 * next()), 2)}-${digits(1 + Math.floor(28 * next()), 2)}`;
  const century = (born < 2000 ? 0 : 2) + (sex === 'female' ? 1 : 0);
  // multipliers prime to 10: a permutation of all six (seven) digit numbers, so no two people share one
  const serial = (person * 611_953 + (mix(seed, 23) % 1_000_000)) % 1_000_000;
  const line = (person * 3_141_593 + (mix(seed, 24) % 10_000_000)) % 10_000_000;
  return {
    fullName: `${pick(FAMILY, next)} ${pick(MIDDLE[sex], next)} ${pick(GIVEN[sex], next)}`,
    birthDate,
    sex,
    identityNumber: pick(PROVINCES, next) + century + digits(born % 100, 2) + digits(serial, 6),
    phone: pick(PHONE_PREFIXES, next) + digits(line, 7),
  };
}
