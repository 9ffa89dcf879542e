// The same SQL with what the report needs besides (contact-rules section 7): seconds, sources and dose of everybody reached.
import { performance } from 'node:perf_hooks';
import { MIN_SECONDS, PRESET } from './preset.mjs';
import { PIECES, SECONDS, settle, SqlPeer } from './sql-peer.mjs';

const { near, room, classes } = PRESET;
const ROOM_KINDS = Object.keys(classes).filter((kind) => classes[kind] === 'room');

/**
 * Stays by the outermost place that counts: being in one workshop at two lines is time in the same room. That place is
 * the parent or the place itself here, so that of two stays in it nothing else has to be looked at.
 */
const TABLES = `
  create unlogged table room_stay as
  select s.worker_no as person, coalesce(parent.no, p.no) as place,
         (s.day - (select min(day) from stay))::int as day,
         extract(epoch from s.started_at)::int as starts, extract(epoch from s.ended_at)::int as ends
  from stay s join place p on p.no = s.place_no
  left join place parent on parent.id = p.parent_id and parent.kind = any('{${ROOM_KINDS}}')
  where p.kind = any('{${Object.keys(classes).filter((kind) => classes[kind] !== 'none')}}');
  create index room_stay_person on room_stay (person, day, place) include (starts, ends);
  vacuum (analyze) room_stay;
  create temp table listed (person int primary key, level int, near_seconds int8, room_seconds int8, sources int,
                            dose float8, score float8)`;

const EDGES = `
  create temp table edge as
  select source, target, min(a) as first, bool_or(doubled) as doubled, ${SECONDS} as near_seconds
  from (${PIECES}) p group by source, target having ${SECONDS} >= ${MIN_SECONDS};
  create temp table hop as
  select target as person, min(first) as t, bool_or(doubled) as doubled from edge group by target;
  analyze edge`;

const ROOM_SECONDS = `
  select coalesce(sum(upper(x) - lower(x)), 0)::int as room_seconds
  from (select unnest(range_agg(int4range(greatest(m.starts, s.starts, f.opens), least(m.ends, s.ends, f.closes)))) as x
        from room_stay m join room_stay s on s.person = e.target and s.day = m.day and s.place = m.place
          and s.starts < least(m.ends, f.closes) and s.ends > greatest(m.starts, f.opens)
        where m.person = f.person and m.day >= f.day and m.ends > f.opens and m.starts < f.closes) piece`;

const HAZARD = `(${near.hazardPerMinute} * e.near_seconds + ${room.hazardPerMinute} * (r.room_seconds - e.near_seconds)) / 60`;

const list = (level) => `
  insert into listed
  select target, ${level}, sum(near_seconds), sum(room_seconds), count(*), dose, 1 - exp(-dose) from (
    select e.target, e.near_seconds, r.room_seconds,
           sum(-ln(greatest(1e-15, 1 - l.score * (1 - exp(-${HAZARD}))))) over (partition by e.target) as dose
    from edge e join frontier f on f.person = e.source join listed l on l.person = e.source
    cross join lateral (${ROOM_SECONDS}) r
    where not exists (select from reached where reached.person = e.target)
  ) explained group by target, dose;
  drop table edge;
  analyze listed`;

export class SqlListPeer extends SqlPeer {
  name = 'PostgreSQL hop by hop, with the list';

  static async make(url, province) {
    const peer = await super.make(url, province);
    for (const statement of TABLES.split(';')) await peer.client.query(statement);
    return peer;
  }

  /** Traces an index case and lists everybody; gives the milliseconds to the end of each level, its list in order. */
  async trace(oneCase, maxLevel) {
    const { client, province } = this;
    const began = performance.now();
    await this.begin(oneCase);
    await client.query(`truncate listed; insert into listed select person, 0, 0, 0, 0, 0, 1 from reached`);
    const times = [];
    for (let level = 1; level <= maxLevel; level++) {
      await client.query(EDGES);
      await client.query(list(level));
      await client.query(settle(level, province));
      await client.query(`select * from listed where level = ${level} order by round(dose::numeric, 9) desc, person`);
      times.push(performance.now() - began);
    }
    return times;
  }

  /** `{ person, level, near, room, sources, dose }` of everybody but index cases. */
  async listed() {
    const { rows } = await this.client.query(
      `select person - 1 as person, level, near_seconds::float8 as near, room_seconds::float8 as room, sources, dose
       from listed where level > 0`,
    );
    return rows;
  }
}
