import type { GateRuleAnswer } from '@app/contracts';
import { GateRule } from '@app/database';
import { type EntityManager, IsNull } from 'typeorm';

/** The province's rules at the gate, then an organisation's. */
export async function rulesOf(
  manager: EntityManager,
  organisationId: string | null,
): Promise<{ items: GateRuleAnswer[] }> {
  const rows = await manager.find(GateRule, {
    where: [{ organisationId: IsNull() }, ...(organisationId ? [{ organisationId }] : [])],
    order: { organisationId: { direction: 'asc', nulls: 'first' }, reason: 'asc', validFrom: 'asc' },
  });
  return { items: rows.map(({ id: _, ...rule }) => rule) };
}
