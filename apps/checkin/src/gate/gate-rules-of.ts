import type { GateRuleAnswer } from '@app/contracts';
import { GateRule } from '@app/database';
import type { EntityManager } from 'typeorm';
import { rulesOf } from '../rule-sets.js';

/** The province's rules at the gate, then an organisation's. */
export async function gateRulesOf(
  manager: EntityManager,
  organisationId: string | null,
): Promise<{ items: GateRuleAnswer[] }> {
  const rows = await rulesOf(manager, GateRule, organisationId, { reason: 'asc', validFrom: 'asc' });
  return { items: rows.map(({ id: _, ...rule }) => rule) };
}
