import type { Actor, Role, Scope } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** A condition on rows of `organisation`, with its parameters numbered from `first`. */
export interface Condition {
  sql: string;
  parameters: unknown[];
}

/**
 * Which organisations an actor may act on, as SQL over the organisation's id.
 * @param column the SQL expression of the organisation id, e.g. `w.organisation_id`
 * @param first number of the first free parameter ($n)
 */
export function organisationScope(actor: Actor, column: string, first: number): Condition {
  return organisationScopeOf(actor.scope, isUnbounded(actor.role), column, first);
}

const isUnbounded = (role: Role): boolean => role === 'province_admin' || role === 'service';

/** An organisation, as far as scopes ask about it. */
export interface Situated {
  organisationId: string;
  /** Path of its administrative unit. */
  unitPath: string;
}

/**
 * What `organisationScope` says, of organisations that are at hand and for many actors at once.
 * @returns whether an organisation lies inside the scope of one of these actors
 */
export async function sightOf(
  manager: EntityManager,
  actors: readonly Actor[],
): Promise<(actor: Actor, organisation: Situated) => boolean> {
  const codes = [...new Set(actors.flatMap(({ scope }) => scope.unitCodes ?? []))];
  const known = 'select code, path from administrative_unit where code = any($1::text[])';
  const units = codes.length > 0 ? await manager.query<{ code: string; path: string }[]>(known, [codes]) : [];
  const pathOf = new Map(units.map(({ code, path }) => [code, path]));
  return ({ role, scope: { organisationId, unitCodes } }, organisation) => {
    if (organisationId) return organisation.organisationId === organisationId;
    if (!unitCodes) return isUnbounded(role);
    const paths = unitCodes.map((code) => pathOf.get(code));
    return paths.some((path) => path !== undefined && organisation.unitPath.startsWith(path));
  };
}

/** The same for a stored scope; `unbounded` scopes with no bound of their own see everything. */
export function organisationScopeOf(scope: Scope, unbounded: boolean, column: string, first: number): Condition {
  if (scope.organisationId) return { sql: `${column} = $${first}`, parameters: [scope.organisationId] };
  if (scope.unitCodes) {
    return {
      sql: `${column} in (select o.id from organisation o
        join administrative_unit u on u.code = o.unit_code
        join administrative_unit top on top.code = any($${first}::text[]) and starts_with(u.path, top.path))`,
      parameters: [scope.unitCodes],
    };
  }
  return { sql: unbounded ? 'true' : 'false', parameters: [] };
}

/** Which administrative units an actor may act in, as SQL over the unit's code. */
export function unitScope(actor: Actor, column: string, first: number): Condition {
  if (isUnbounded(actor.role)) return { sql: 'true', parameters: [] };
  if (!actor.scope.unitCodes) return { sql: 'false', parameters: [] };
  return {
    sql: `${column} in (select u.code from administrative_unit u
      join administrative_unit top on top.code = any($${first}::text[]) and starts_with(u.path, top.path))`,
    parameters: [actor.scope.unitCodes],
  };
}

/**
 * Traces whose every case lies in a scope, as SQL over the trace's id. Their contacts are not bounded further: a case
 * covers everybody it reached, in whichever organisation.
 */
export function traceScopeOf(scope: Scope, unbounded: boolean, column: string, first: number): Condition {
  const { sql, parameters } = organisationScopeOf(scope, unbounded, 'w.organisation_id', first);
  return {
    sql: `not exists (select 1 from trace_case tc join case_record c on c.id = tc.case_id
            join worker w on w.id = c.worker_id where tc.trace_id = ${column} and not (${sql}))`,
    parameters,
  };
}
