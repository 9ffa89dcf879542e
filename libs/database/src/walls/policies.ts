import { REQUEST_ROLE } from './roles.js';

const setting = (name: string): string => `nullif(current_setting('truyvet.${name}', true), '')`;

// Each is a query of its own without outer columns: evaluated once a statement, not once a row.
export const EVERYWHERE = `(select current_setting('truyvet.everywhere', true) = 'on')`;
export const OWN_WORKER = `(select ${setting('worker')}::uuid)`;
export const OWN_ACCOUNT = `(select ${setting('account')}::uuid)`;
export const UNITS = `(select ${setting('units')}::text[])::text[]`;
/** Of an organisation's people: their account is of this organisation. */
export const OF_ORGANISATION = `(select ${setting('organisation')} is not null)`;
export const hasRole = (...roles: string[]): string =>
  `(select coalesce(${setting('role')} in (${roles.map((role) => `'${role}'`).join(', ')}), false))`;

/** Rows of the organisations in scope, as `organisationScope` has them. A worker has none but the own record. */
export const within = (column: string): string => `(${EVERYWHERE} or ${column} in (select truyvet_organisations()))`;
/** The same for what holds nothing about people: workers see what their employer is. */
export const nearby = (column: string): string => `(${EVERYWHERE} or ${column} in (select truyvet_employers()))`;
/** The actor says that this is about a trace, and may: then places have names and those it reached can be read. */
export const ABOUT_TRACE = '(select truyvet_trace() is not null)';
/** The same about everybody who is followed up for a case. */
export const FOLLOWING = `(select coalesce(current_setting('truyvet.following', true) = 'on'
  and (current_setting('truyvet.everywhere', true) = 'on' or current_setting('truyvet.role', true) = 'health_officer'), false))`;
/** The same about a person whom an open case covers. */
export const SUBJECT = '(select truyvet_subject())';

export interface Wall {
  table: string;
  /** SQL: which rows a request reads. */
  read: string;
  /** SQL: which rows it adds, changes and takes; unless given those it reads. */
  write?: string;
  /** What requests do with the table at all. */
  rights?: string;
}

/**
 * SQL that puts a table behind the wall. Every table has either this or `openTable`; test/features/walls.spec.ts finds those
 * that have neither.
 */
export function wall({ table, read, write = read, rights = 'select, insert, update, delete' }: Wall): string {
  const on = `on ${table}`;
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    grant ${rights} ${on} to ${REQUEST_ROLE};
    create policy seen ${on} for select to ${REQUEST_ROLE} using (${read});
    create policy added ${on} for insert to ${REQUEST_ROLE} with check (${write});
    create policy changed ${on} for update to ${REQUEST_ROLE} using (${write}) with check (${write});
    create policy taken ${on} for delete to ${REQUEST_ROLE} using (${write});`;
}

/** A table whose rows are nobody's; it stands in open-tables.ts with the reason. */
export const openTable = (table: string, rights: string): string => `grant ${rights} on ${table} to ${REQUEST_ROLE};`;

/** SQL that takes the wall down. */
export const unwall = (table: string): string => `
  drop policy seen on ${table}; drop policy added on ${table}; drop policy changed on ${table};
  drop policy taken on ${table};
  alter table ${table} no force row level security;
  alter table ${table} disable row level security;
  revoke all on ${table} from ${REQUEST_ROLE};`;
