import type { PlaceKind } from '@app/contracts';
import { PlaceCodes } from '@app/database';
import { DomainError } from '@app/platform';
import type { EntityManager } from 'typeorm';

/**
 * The places that the items of a body name, in their order.
 * @param path of the list in the body
 * @throws unknown_place, every one of them by its position
 */
export async function placeNosOf(
  manager: EntityManager,
  organisationId: string,
  items: readonly { placeCode: string }[],
  path: string,
  kinds?: readonly PlaceKind[],
): Promise<number[]> {
  const wanted = [...new Set(items.map(({ placeCode }) => placeCode))];
  const codes = await PlaceCodes.load(manager, organisationId, wanted);
  const nos = items.map(({ placeCode }) => codes.find(placeCode, kinds)?.no);
  const faults = nos.flatMap((no, index) =>
    no === undefined
      ? [{ path: `${path}.${index}.placeCode`, code: 'unknown_place', message: 'no such place of this kind here' }]
      : [],
  );
  if (faults.length > 0) throw new DomainError('unknown_place', undefined, faults);
  return nos as number[];
}
