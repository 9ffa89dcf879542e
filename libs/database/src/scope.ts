import type { Actor, Role, Scope } from '@app/contracts';
import type { EntityManager } from 'typeorm';

/** A condition on rows of `organisation`, with its parameters numbered from `first`. */
export interface Condition {
  sql: string;
  parameters: unknown[];
}

/** What a scope reaches: one organisation, some administrative units, everything or nothing. */
type Reach = { organisationId: string } | { unitCodes: readonly string[] } | 'everything' | 'nothing';

/** The one place that says what a scope reaches; every condition below is made of it. */
function reachOf({ organisationId, unitCodes }: Scope, unbounded: boolean): Reach {
  if (organisationId) return { organisationId };
  if (unitCodes) return { unitCodes };
  return unbounded ? 'everything' : 'nothing';
}

const isUnbounded = (role: Role): boolean => role === 'province_admin' || role === 'service';

/**
 * The units that those of the parameter reach, as SQL: themselves, those below them, and across mergers those that lie
 * wholly inside them (docs/decisions/0026).
 */
const reachedUnits = (parameter: string): string =>
  `select r.reached_code from unit_reach r where r.code = any(${parameter}::text[])`;

/**
 * What the policies of the tables are told of an actor (walls/request-connections.ts): whether everything is reached, and the
 * parameter for `unitsTold`.
 */
export function reachToTell({ role, scope }: Actor): { everywhere: boolean; unitCodes: readonly string[] } {
  const reach = reachOf(scope, isUnbounded(role));
  const units = typeof reach === 'object' && 'unitCodes' in reach ? reach.unitCodes : [];
  return { everywhere: reach === 'everything', unitCodes: units };
}
export const unitsTold = reachedUnits;

/** The organisations that lie in those units, or lay in them until a merger took the units away. */
const organisationsReached = (parameter: string): string =>
  `select o.id from organisation o cross join lateral unnest(o.former_unit_codes || o.unit_code) as lies(code)
   where lies.code in (${reachedUnits(parameter)})`;

/**
 * Which organisations an actor may act on, as SQL over the organisation's id.
 * @param column the SQL expression of the organisation id, e.g. `w.organisation_id`
 * @param first number of the first free parameter ($n)
 */
export function organisationScope(actor: Actor, column: string, first: number): Condition {
  return organisationScopeOf(actor.scope, isUnbounded(actor.role), column, first);
}

/** The same for a stored scope; `unbounded` scopes with no bound of their own see everything. */
export function organisationScopeOf(scope: Scope, unbounded: boolean, column: string, first: number): Condition {
  const reach = reachOf(scope, unbounded);
  if (typeof reach === 'string') return { sql: String(reach === 'everything'), parameters: [] };
  if ('organisationId' in reach) return { sql: `${column} = $${first}`, parameters: [reach.organisationId] };
  return { sql: `${column} in (${organisationsReached(`$${first}`)})`, parameters: [reach.unitCodes] };
}

/** Which administrative units an actor may act in, as SQL over the unit's code. */
export function unitScope(actor: Actor, column: string, first: number): Condition {
  const reach = reachOf(actor.scope, isUnbounded(actor.role));
  if (typeof reach === 'string') return { sql: String(reach === 'everything'), parameters: [] };
  if ('organisationId' in reach) return { sql: 'false', parameters: [] };
  return { sql: `${column} in (${reachedUnits(`$${first}`)})`, parameters: [reach.unitCodes] };
}

/** An organisation, as far as scopes ask about it. */
export interface Situated {
  organisationId: string;
  /** Of its administrative unit, and of those it lay in before mergers. */
  unitCodes: readonly string[];
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
  const known = 'select code, reached_code as reached from unit_reach where code = any($1::text[])';
  const rows = codes.length > 0 ? await manager.query<{ code: string; reached: string }[]>(known, [codes]) : [];
  const pairs = new Set(rows.map(({ code, reached }) => `${code} ${reached}`));
  return ({ role, scope }, organisation) => {
    const reach = reachOf(scope, isUnbounded(role));
    if (typeof reach === 'string') return reach === 'everything';
    if ('organisationId' in reach) return organisation.organisationId === reach.organisationId;
    return reach.unitCodes.some((code) => organisation.unitCodes.some((its) => pairs.has(`${code} ${its}`)));
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

/** Whether every unit of a stored scope is reached by those of the parameter, as SQL. */
export const scopeWithin = (scope: string, parameter: string): string =>
  `${scope} ? 'unitCodes' and not exists (
     select from jsonb_array_elements_text(${scope}->'unitCodes') code
     where code.value not in (${reachedUnits(parameter)}))`;
