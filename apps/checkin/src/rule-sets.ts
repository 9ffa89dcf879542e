import type { EntityManager, EntityTarget, FindOptionsOrder, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { IsNull } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';

/** A rule as a row: the province's, or one of an organisation's own. */
interface RuleRow extends ObjectLiteral {
  id: string;
  organisationId: string | null;
}

/** The province's rules, then those of an organisation; among them in the given order. */
export function rulesOf<Row extends RuleRow>(
  manager: EntityManager,
  rules: EntityTarget<Row>,
  organisationId: string | null,
  order: FindOptionsOrder<Row>,
): Promise<Row[]> {
  const scopes = [{ organisationId: IsNull() }, ...(organisationId ? [{ organisationId }] : [])];
  return manager.find(rules, {
    where: scopes as FindOptionsWhere<Row>[],
    order: { organisationId: { direction: 'asc', nulls: 'first' }, ...order },
  });
}

/** Puts items in the place of all rules of a scope (null: the province); two who do so wait for one another. */
export async function replaceRules<Row extends RuleRow>(
  manager: EntityManager,
  rules: EntityTarget<Row>,
  organisationId: string | null,
  items: readonly Omit<Row, 'id' | 'organisationId'>[],
): Promise<void> {
  const lock = `${manager.getRepository(rules).metadata.tableName} of ${organisationId}`;
  await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lock]);
  await manager.delete(rules, { organisationId: organisationId ?? IsNull() });
  const rows = items.map((item) => ({ ...item, organisationId }));
  await manager.insert(rules, rows as unknown as QueryDeepPartialEntity<Row>[]);
}
