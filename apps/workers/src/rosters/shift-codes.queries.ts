import { DEFAULT_SHIFTS } from '@app/contracts';
import { ShiftPattern } from '@app/database';
import type { EntityManager } from 'typeorm';

/** Every code that was ever a shift of the organisation; one that has said nothing has the usual ones. */
export async function shiftCodes(manager: EntityManager, organisationId: string): Promise<ReadonlySet<string>> {
  const own = await manager.find(ShiftPattern, { where: { organisationId }, select: { code: true } });
  return new Set((own.length > 0 ? own : DEFAULT_SHIFTS).map(({ code }) => code));
}
