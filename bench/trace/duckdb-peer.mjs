// The same trace in DuckDB: hop by hop on the same rows, in memory, sorted by place and start.
import { performance } from 'node:perf_hooks';
import { DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import { nearRows } from './near-rows.mjs';
import { MIN_SECONDS, PRESET } from './preset.mjs';

const LATENCY = PRESET.latencySeconds;
const COLUMNS = ['person', 'place', 'day', 'starts', 'ends'];
/** What DuckDB works on at once: a chunk takes no more. */
const VECTOR = 2_048;

/** As in PostgreSQL: `doubled` marks whose own stays overlap. A second copy by person serves the way to one's places. */
const TABLES = [
  `create table doubled as select distinct person from (
     select person, starts < max(ends) over (partition by person order by starts
                                             rows between unbounded preceding and 1 preceding) as crosses from near
   ) where crosses`,
  `create table by_place as select near.*, doubled.person is not null as doubled
   from near left join doubled using (person) order by place, starts`,
  'create table by_person as select * from by_place order by person, starts',
  'drop table near',
];

const PIECES = `
  select m.person as source, s.person as target, s.doubled, m.doubled or s.doubled as overlapping,
         greatest(m.starts, s.starts) as a, least(m.ends, s.ends) as b
  from mine m join by_place s on s.place = m.place and s.day = m.day and s.starts < m.ends and s.ends > m.starts
  left join reached r on r.person = s.person
  where (r.person is null or r.t > m.opens)`;

/** Pieces of a doubled person may overlap: a piece counts from where the pieces before it have ended. */
const SECONDS = 'sum(greatest(0, b - greatest(a, coalesce(covered, a))))';
const union = (pieces, wanted) => `
  select ${wanted} from (
    select *, max(b) over (partition by source, target order by a, b
                           rows between unbounded preceding and 1 preceding) as covered from ${pieces}
  ) group by source, target`;

const HOP = [
  `create or replace temp table mine as
   select o.person, o.place, o.day, greatest(o.starts, f.opens) as starts, least(o.ends, f.closes) as ends,
          o.doubled, f.opens
   from frontier f join by_person o on o.person = f.person where o.ends > f.opens and o.starts < f.closes`,
  `create or replace temp table hop as
   with piece as materialized (${PIECES})
   select target as person, min(first) as t, bool_or(doubled) as doubled from (
     select target, min(a) as first, bool_or(doubled) as doubled
     from piece where not overlapping group by source, target having sum(b - a) >= ${MIN_SECONDS}
     union all ${union('piece where overlapping', 'target, min(a), bool_or(doubled)')}
     having ${SECONDS} >= ${MIN_SECONDS}
   ) group by target`,
];

const settle = (level, asOf) => [
  `create or replace temp table changed as
   select h.person, h.t, coalesce(r.level, ${level}) as level, h.doubled
   from hop h left join reached r on r.person = h.person where r.person is null or h.t < r.t`,
  `create or replace temp table reached as
   select * from reached where person not in (select person from changed) union all select * from changed`,
  `create or replace temp table frontier as
   select person, t + ${LATENCY} as opens, ${asOf} as closes from changed where t + ${LATENCY} < ${asOf}`,
];

const countDay = (day) => `
  with piece as (
    select u.person as source, v.person as target, u.doubled or v.doubled as doubled,
           greatest(u.starts, v.starts) as a, least(u.ends, v.ends) as b
    from by_place u join by_place v
      on v.place = u.place and v.day = u.day and v.person > u.person and v.starts < u.ends and v.ends > u.starts
    where u.day = ${day} and v.day = ${day}
  ), pair as (
    select sum(b - a) as seconds, count(*) as pieces from piece where not doubled group by source, target
    union all ${union('piece where doubled', `${SECONDS}, count(*)`)}
  )
  select sum(pieces) as pieces, count(*) filter (where seconds >= ${MIN_SECONDS}) as edges from pair`;

export class DuckDbPeer {
  name = 'DuckDB';

  static async make(province, stays) {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`create table near (${COLUMNS.map((name) => `${name} int`)})`);
    const appender = await connection.createAppender('near');
    for (const columns of nearRows(province, stays, VECTOR)) {
      const chunk = DuckDBDataChunk.create(
        COLUMNS.map(() => INTEGER),
        columns[0].length,
      );
      columns.forEach((column, i) => chunk.setColumnValues(i, column));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    const peer = new DuckDbPeer(connection, province);
    await peer.run(TABLES);
    return peer;
  }

  constructor(connection, { asOf }) {
    Object.assign(this, { connection, asOf });
  }

  /** Traces an index case `{ person, from, to }`; gives the milliseconds to the end of each level. */
  async trace({ person, from, to }, maxLevel) {
    const began = performance.now();
    await this.run([
      `create or replace temp table reached as
       select ${person} as person, -1 as t, 0 as level, ${person} in (select person from doubled) as doubled`,
      `create or replace temp table frontier as select ${person} as person, ${from} as opens, ${to} as closes`,
    ]);
    const times = [];
    for (let level = 1; level <= maxLevel; level++) {
      await this.run([...HOP, ...settle(level, this.asOf)]);
      times.push(performance.now() - began);
    }
    return times;
  }

  /** `{ person, level, t }` of everybody reached by the last trace; index cases have level 0. */
  async reached() {
    const reader = await this.connection.runAndReadAll('select person, level, t from reached');
    return reader.getRowObjects();
  }

  /** Pairs of overlapping stays of one day, and pairs of persons with enough minutes, as numbers. */
  async countDay(day) {
    const reader = await this.connection.runAndReadAll(countDay(day));
    const [{ pieces, edges }] = reader.getRowObjects();
    return { pieces: Number(pieces), edges: Number(edges) };
  }

  async run(statements) {
    for (const statement of statements) await this.connection.run(statement);
  }

  close() {
    this.connection.closeSync();
  }
}
