import type { UnitAnswer, UnitsQuery } from '@app/contracts';
import type { Organisation } from '@app/database';
import { DomainError } from '@app/platform';
import type { EntityManager } from 'typeorm';

/**
 * Refuses codes of units that never were. Units of the past are taken: history is recorded under the unit of its day,
 * and a merger must not make an organisation homeless.
 * @throws unknown_unit naming each by its position
 */
export async function requireUnits(manager: EntityManager, codes: string[], path: string): Promise<void> {
  const rows = await manager.query<{ code: string }[]>('select code from administrative_unit where code = any($1)', [
    codes,
  ]);
  const known = new Set(rows.map(({ code }) => code));
  const faults = codes.flatMap((code, index) =>
    known.has(code)
      ? []
      : [{ path: `${path}.${index}`, code: 'unknown_unit', message: 'no administrative unit has this code' }],
  );
  if (faults.length > 0) throw new DomainError('unknown_unit', undefined, faults);
}

/** The same for one field of a body. @throws unknown_unit */
export async function requireUnit(manager: EntityManager, code: string | undefined): Promise<void> {
  if (code === undefined) return;
  const rows = await manager.query<unknown[]>('select 1 from administrative_unit where code = $1', [code]);
  if (rows.length === 0) throw new DomainError('unknown_unit');
}

/** Units by code, after the given one. A unit's last day counts. */
export const unitsBy = (
  manager: EntityManager,
  { parentCode, at }: UnitsQuery,
  after: string | null,
  limit: number,
): Promise<UnitAnswer[]> =>
  manager.query(
    `select code, name, level, parent_code as "parentCode",
            valid_from::text as "validFrom", valid_to::text as "validTo",
            array(select s.code from unit_succession s where s.successor_code = u.code order by 1) as "predecessorCodes",
            array(select s.successor_code from unit_succession s where s.code = u.code order by 1) as "successorCodes"
     from administrative_unit u
     where ($1::text is null or parent_code = $1)
       and ($2::date is null or (valid_from <= $2 and (valid_to is null or valid_to >= $2)))
       and ($3::text is null or code > $3)
     order by code limit $4`,
    [parentCode ?? null, at ?? null, after, limit],
  );

/**
 * Which codes an organisation keeps as former ones when it goes from one unit to another: where the old unit was merged
 * away and the new one has a part of it, all that it had and the old one; it moved otherwise, and none.
 */
export async function formerUnits(
  manager: EntityManager,
  { unitCode, formerUnitCodes }: Pick<Organisation, 'unitCode' | 'formerUnitCodes'>,
  next: string,
): Promise<string[]> {
  const [row] = await manager.query<[{ merged: boolean }]>(
    `select exists (select from administrative_unit u where u.code = $1 and u.valid_to < current_date)
       and exists (select from unit_reach old join unit_reach next using (reached_code)
                   where old.code = $1 and next.code = $2) as merged`,
    [unitCode, next],
  );
  return row.merged ? [...formerUnitCodes, unitCode] : [];
}
