import { UNITS_2021 } from './units-2021.data.js';
import { PROVINCES_2025 } from './units-2025.data.js';

export interface UnitSeed {
  /** Unique key: the official code for units of the 2021 set, `2025-` and the official code for later ones. */
  code: string;
  name: string;
  level: 'province' | 'district' | 'commune';
  parentCode: string | null;
  /** First and last local day of validity; a null end is open. */
  validFrom: string;
  validTo: string | null;
}

/** The day of the snapshot: the units existed then; when they began before is not recorded. */
const SNAPSHOT = '2021-01-01';
const MERGER = '2025-07-01';
const LEVELS: Record<string, UnitSeed['level']> = { p: 'province', d: 'district', c: 'commune' };

/** Key of a province formed in 2025: the official code alone would clash with the older bearer of the number. */
export const keyOf2025 = (officialCode: string): string => `2025-${officialCode}`;

/** All administrative units shipped, parents before children; see the README beside this file for what is left out. */
export function administrativeUnits(): UnitSeed[] {
  const before = UNITS_2021.map(([code, name, level, parentCode, validTo]): UnitSeed => ({
    code,
    name,
    level: LEVELS[level] ?? 'commune',
    parentCode: parentCode || null,
    validFrom: SNAPSHOT,
    validTo: validTo || null,
  }));
  const after = PROVINCES_2025.map(([code, name, , validFrom = MERGER]): UnitSeed => ({
    code: keyOf2025(code),
    name,
    level: 'province',
    parentCode: null,
    validFrom,
    validTo: null,
  }));
  return [...before, ...after];
}

/** The map from old to new: pairs of keys, for each province that gave way to another. */
export function unitSuccessions(): { code: string; successorCode: string }[] {
  return PROVINCES_2025.flatMap(([code, , from]) =>
    from.split(' ').map((old) => ({ code: old, successorCode: keyOf2025(code) })),
  );
}
