// The same trace as a careful user writes it in SQL: hop by hop on a table of its own with two covering indexes.
import { performance } from 'node:perf_hooks';
import { SteadyClient } from '../../dist/libs/database/src/index.js';
import { MIN_SECONDS, NEAR_KINDS, PRESET } from './preset.mjs';
import { DAY } from './province.mjs';

const LATENCY = PRESET.latencySeconds;

/**
 * Only the stays that can count under the preset (near places, which do not contain each other here), in the order of
 * place and time. Stays never cross midnight, so that who met shares place and day. `doubled` marks the few persons
 * whose own stays overlap: only their pieces with others can overlap and need a union.
 */
const TABLE = `
  create unlogged table if not exists near_stay as
  with near as (
    select s.worker_no as person, s.place_no as place, (s.day - (select min(day) from stay))::int as day,
           extract(epoch from s.started_at)::int as starts, extract(epoch from s.ended_at)::int as ends
    from stay s join place p on p.no = s.place_no where p.kind in (${NEAR_KINDS.map((kind) => `'${kind}'`)})
  ), ordered as (
    select person, starts < max(ends) over (partition by person order by starts
                                            rows between unbounded preceding and 1 preceding) as crosses from near
  ), doubled as (select distinct person from ordered where crosses)
  select near.*, doubled.person is not null as doubled from near left join doubled using (person)
  order by place, day, starts;
  create index if not exists near_stay_person on near_stay (person, day) include (place, starts, ends, doubled);
  create index if not exists near_stay_place on near_stay (place, day, starts) include (person, ends, doubled);
  vacuum (analyze) near_stay;`;

const SESSION = `
  set work_mem = '512MB';
  create temp table reached (person int primary key, t int, level int, doubled boolean);
  create temp table frontier (person int, opens int, closes int, day int, doubled boolean);`;

/** Pieces of the frontier's pairs: those whose target has no time yet, or one that could still get earlier. */
export const PIECES = `
  select f.person as source, s.person as target, s.doubled, f.doubled or s.doubled as overlapping,
         greatest(m.starts, s.starts, f.opens) as a, least(m.ends, s.ends, f.closes) as b
  from frontier f
  join near_stay m on m.person = f.person and m.day >= f.day and m.ends > f.opens and m.starts < f.closes
  join near_stay s on s.place = m.place and s.day = m.day
                  and s.starts < least(m.ends, f.closes) and s.ends > greatest(m.starts, f.opens)
  left join reached r on r.person = s.person
  where (r.person is null or r.t > f.opens)`;

/** Seconds of a pair: the sum, or where pieces may overlap that of their union. */
export const SECONDS = `coalesce(
  (select sum(upper(x) - lower(x)) from unnest(range_agg(int4range(a, b)) filter (where overlapping)) x), sum(b - a))`;

const HOP = `
  create temp table hop as
  select target as person, min(first) as t, bool_or(doubled) as doubled from (
    select target, min(a) as first, bool_or(doubled) as doubled
    from (${PIECES}) p group by source, target having ${SECONDS} >= ${MIN_SECONDS}
  ) edge group by target`;

export const settle = (level, { from, asOf }) => `
  truncate frontier;
  with changed as (
    insert into reached select person, t, ${level}, doubled from hop
    on conflict (person) do update set t = excluded.t where excluded.t < reached.t returning person, t, doubled)
  insert into frontier select person, t + ${LATENCY}, ${asOf}, (t + ${LATENCY} - ${from}) / ${DAY}, doubled
  from changed where t + ${LATENCY} < ${asOf};
  drop table hop;
  analyze frontier; analyze reached;`;

export class SqlPeer {
  name = 'PostgreSQL hop by hop';

  static async make(url, province) {
    const client = new SteadyClient({ connectionString: url });
    await client.connect();
    for (const statement of TABLE.split(';')) if (statement.trim()) await client.query(statement);
    await client.query(SESSION);
    return new this(client, province);
  }

  constructor(client, province) {
    Object.assign(this, { client, province });
  }

  /** Traces an index case `{ person, from, to }`; gives the milliseconds to the end of each level. */
  async trace(oneCase, maxLevel) {
    const { client, province } = this;
    const began = performance.now();
    await this.begin(oneCase);
    const times = [];
    for (let level = 1; level <= maxLevel; level++) {
      await client.query(HOP);
      await client.query(settle(level, province));
      times.push(performance.now() - began);
    }
    return times;
  }

  async begin({ person, from, to }) {
    const day = Math.floor((from - this.province.from) / DAY);
    await this.client.query(`
      truncate reached, frontier;
      insert into reached select ${person + 1}, -1, 0, exists (
        select from near_stay where person = ${person + 1} and doubled);
      insert into frontier select person, ${from}, ${to}, ${day}, doubled from reached;
      analyze frontier; analyze reached;`);
  }

  /** `{ person, level, t }` of everybody reached by the last trace; index cases have level 0. */
  async reached() {
    const { rows } = await this.client.query('select person - 1 as person, level, t from reached');
    return rows;
  }

  close() {
    return this.client.end();
  }
}
