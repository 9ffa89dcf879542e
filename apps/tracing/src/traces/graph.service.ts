import { Injectable } from '@nestjs/common';
import { isoOf, type Actor, type ContactGraph } from '@app/contracts';
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
const RECORD = `join lateral (select id, code from worker where person_no = %s order by no limit 1)`;
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
        await traceFor(manager, actor, traceId);
        await readForTrace(manager, traceId);
        return readGraph(manager, traceId, { maxNodes, withEdges: await hasOpenCase(manager, traceId) });
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
  { maxNodes, withEdges }: { maxNodes: number; withEdges: boolean },
): Promise<ContactGraph> {
  const rows = await manager.query<(ContactGraph['nodes'][number] & { total: number })[]>(
    `${NODES} select w.id, s.level, w.code, s.score, (select count(*)::int from node) as total
     from shown s ${recordOf('s.person_no')} w on true order by s.level, s.position, s.person_no`,
    [traceId, maxNodes],
  );
  const edges = withEdges ? await readEdges(manager, traceId, maxNodes) : [];
  return {
    nodes: rows.map(({ id, level, code, score }) => ({ id, level, code, score })),
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
