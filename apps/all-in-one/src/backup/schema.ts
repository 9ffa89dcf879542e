import type { Client } from 'pg';

/** One table of schema public as the backup sees it; a partitioned table stands for its partitions. */
export interface TableInfo {
  name: string;
  columns: string[];
  /** Days that have a partition; absent for a table that is not partitioned. */
  days?: string[];
}

export interface SequenceInfo {
  name: string;
  /** The next number, as text: it may exceed what JavaScript counts exactly. */
  next: string;
}

/**
 * What belongs to a database and not to its data: TypeORM's list of migrations, the journal and who has seen what of it,
 * which rotating codes were used in this minute, and what loading the others makes anew: which days' rosters have just
 * changed, and what administrative units reach.
 */
const LEFT_OUT = [
  'migrations',
  'presence_change',
  'presence_day',
  'trace_seen',
  'code_use',
  'roster_change',
  'unit_reach',
];

const TABLES = `
  select c.relname as name, c.relkind = 'p' as "isPartitioned",
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select array_agg(distinct f.confrelid::regclass::text) from pg_constraint f
      where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as parents,
    (select array_agg(substring(pg_get_expr(p.relpartbound, p.oid) from 'FROM \\(''(\\d{4}-\\d\\d-\\d\\d)''\\)') order by p.relname)
      from pg_inherits i join pg_class p on p.oid = i.inhrelid where i.inhparent = c.oid) as days
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> all($1)
  order by c.relname`;

const SEQUENCES = `
  select sequencename as name, coalesce(last_value + increment_by, start_value)::text as next
  from pg_sequences where schemaname = 'public' and sequencename not like all(select owner || '%' from unnest($1::text[]) owner) order by sequencename`;

interface TableRow {
  name: string;
  isPartitioned: boolean;
  columns: string[];
  parents: string[] | null;
  days: (string | null)[] | null;
}

/** The tables, each after those it refers to. A reference to the own table is checked when its COPY ends, so it may stay. */
export async function readTables(client: Client): Promise<TableInfo[]> {
  const { rows } = await client.query<TableRow>(TABLES, [LEFT_OUT]);
  return parentsFirst(rows).map(({ name, columns, isPartitioned, days }) => ({
    name,
    columns,
    ...(isPartitioned ? { days: (days ?? []).filter((day) => day !== null) } : {}),
  }));
}

/** @throws Error when tables refer to each other in a ring: none may be loaded first. */
export function parentsFirst<T extends { name: string; parents: string[] | null }>(tables: readonly T[]): T[] {
  const sorted: T[] = [];
  const placed = new Set<string>();
  let left = [...tables];
  while (left.length > 0) {
    const ready = left.filter(({ parents }) => (parents ?? []).every((parent) => placed.has(parent)));
    if (ready.length === 0)
      throw new Error(`These tables refer to each other: ${left.map(({ name }) => name).join(', ')}`);
    for (const table of ready) placed.add(table.name);
    sorted.push(...ready);
    left = left.filter(({ name }) => !placed.has(name));
  }
  return sorted;
}

export async function readSequences(client: Client): Promise<SequenceInfo[]> {
  return (await client.query<SequenceInfo>(SEQUENCES, [LEFT_OUT])).rows;
}

/** Name of the last migration that ran here; undefined in a database without a schema of ours. */
export async function readSchemaVersion(client: Client): Promise<string | undefined> {
  const { rows: found } = await client.query<{ table: string | null }>(
    `select to_regclass('public.migrations') as table`,
  );
  if (!found[0]?.table) return undefined;
  const { rows } = await client.query<{ name: string }>('select name from migrations order by timestamp desc limit 1');
  return rows[0]?.name;
}

export async function countRows(client: Client, table: string): Promise<number> {
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${client.escapeIdentifier(table)}`);
  return Number(rows[0]!.n);
}

/** Both sides of a copy read and write values alike, see every row or fail, and may take their time. */
export const SESSION = `
  set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set extra_float_digits = 1;
  set bytea_output = 'hex'; set client_encoding = 'UTF8'; set search_path = public; set row_security = off;
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`;
