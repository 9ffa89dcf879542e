import { Injectable } from '@nestjs/common';
import { isoOf, localDate, secondsOf, type Actor, type ContactGraph, type GraphNode } from '@app/contracts';
import { Audit, hasOpenCase, readForTrace, snapshot } from '@app/database';
import { EACH_SOURCE } from '@app/presence';
import { DataSource, type EntityManager } from 'typeorm';
import { traceFor } from './traces.queries.js';

interface EdgeRow {
  source: string;
  target: string;
  near_seconds: number;
  room_seconds: number;
  first_at: number;
}

/** Nodes of a drawing: the index persons, then contacts in the order of the list. */
const NODES = `
  with node as (
    select (window_of->>'personNo')::int as person_no, 0 as level, -1 as position, 1::float8 as score
    from trace t, jsonb_array_elements(t.windows) window_of where t.id = $1
    union all
    select person_no, level, position, score from trace_contact where trace_id = $1
  ), shown as (
    select * from node order by level, position, person_no limit $2
  )`;
const RECORD = `join lateral (select no, id, code, organisation_id from worker where person_no = %s order by no limit 1)`;
/** Where the record `w` belongs on the day `$3`. */
const PLACE = `left join lateral (
  select json_build_object('id', p.id, 'name', p.name) as place from assignment a join place p on p.no = a.place_no
  where a.worker_no = w.no and a.kind = 'place' and a.valid_from <= $3::date and (a.valid_to is null or a.valid_to > $3::date)
  order by a.valid_from desc limit 1) belongs on true`;
const recordOf = (column: string): string => RECORD.replace('%s', column);

/** A trace as a drawing: who, and while a case is open the strongest links between those shown. */
@Injectable()
export class GraphService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @throws not_found */
  draw(actor: Actor, traceId: string, maxNodes: number): Promise<ContactGraph> {
    return snapshot(
      this.dataSource,
      async (manager) => {
        const { as_of: asOf } = await traceFor(manager, actor, traceId);
        await readForTrace(manager, traceId);
        const day = localDate(secondsOf(asOf));
        return readGraph(manager, traceId, { maxNodes, day, withEdges: await hasOpenCase(manager, traceId) });
      },
      (manager, { nodes }) => {
        const workers = nodes.map(({ id }) => id);
        return this.audit.record(manager, actor, { action: 'contact.read', subject: `trace:${traceId}`, workers });
      },
    );
  }
}

async function readGraph(
  manager: EntityManager,
  traceId: string,
  { maxNodes, day, withEdges }: { maxNodes: number; day: string; withEdges: boolean },
): Promise<ContactGraph> {
  const rows = await manager.query<(GraphNode & { total: number })[]>(
    `${NODES} select w.id, s.level, w.code, s.score, w.organisation_id as "organisationId", belongs.place,
       (select count(*)::int from node) as total
     from shown s ${recordOf('s.person_no')} w on true ${PLACE} order by s.level, s.position, s.person_no`,
    [traceId, maxNodes, day],
  );
  const edges = withEdges ? await readEdges(manager, traceId, maxNodes) : [];
  return {
    nodes: rows.map(({ total: _, ...node }) => node),
    organisations: await manager.query(
      'select id, name from organisation where id = any($1::uuid[]) order by name, id',
      [[...new Set(rows.map(({ organisationId }) => organisationId))]],
    ),
    edges: edges.map((edge) => ({
      source: edge.source,
      target: edge.target,
      nearSeconds: edge.near_seconds,
      roomSeconds: edge.room_seconds,
      firstAt: isoOf(edge.first_at),
    })),
    omitted: (rows[0]?.total ?? 0) - rows.length,
  };
}

const readEdges = (manager: EntityManager, traceId: string, maxNodes: number): Promise<EdgeRow[]> =>
  manager.query(
    `${NODES} select a.id as source, b.id as target, e.near_seconds, e.room_seconds,
            e.first_at::float8
     from trace_source s cross join ${EACH_SOURCE}
     join shown x on x.person_no = e.source_person_no join shown y on y.person_no = s.person_no
     ${recordOf('e.source_person_no')} a on true ${recordOf('s.person_no')} b on true
     where s.trace_id = $1 order by y.level, y.position, e.rank`,
    [traceId, maxNodes],
  );
