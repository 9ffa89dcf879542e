import { Injectable } from '@nestjs/common';
import { type Actor, type CommuneContacts, FOLLOW_UP_STATES, type FollowUpState } from '@app/contracts';
import { Audit, communeOf } from '@app/database';
import { asSystem } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { traceFor } from '../traces/traces.queries.js';

interface CommuneRow {
  unit_code: string;
  unit_name: string;
  parent_name: string | null;
  people: number;
  levels: Record<string, number>;
  states: Record<string, number>;
}

/** Everybody in the list, as an export of it has them; a state holds for the case of any of the trace's cases. */
const countByCommune = (manager: EntityManager, traceId: string, levelsDone: number): Promise<CommuneRow[]> =>
  manager.query(
    `with marks as materialized (
       select distinct on (w.person_no) w.person_no, f.state
       from trace_case s join follow_up f on f.case_id = s.case_id join worker w on w.no = f.worker_no
       where s.trace_id = $1 order by w.person_no, f.changed_at desc
     ), contact as materialized (
       select c.level, coalesce(m.state, 'to_notify') as state, ${communeOf('c.worker_no')} as unit_code
       from trace_contact c left join marks m on m.person_no = c.person_no
       where c.trace_id = $1 and (c.level <= $2::int or c.addition is not null)
     ), by_level as (
       select unit_code, jsonb_object_agg(level, n) as levels, sum(n)::int as people
       from (select unit_code, level, count(*) as n from contact group by 1, 2) x group by 1
     ), by_state as (
       select unit_code, jsonb_object_agg(state, n) as states
       from (select unit_code, state, count(*) as n from contact group by 1, 2) x group by 1
     )
     select l.unit_code, u.name as unit_name, p.name as parent_name, l.people, l.levels, s.states
     from by_level l join by_state s on s.unit_code = l.unit_code join administrative_unit u on u.code = l.unit_code
     left join administrative_unit p on p.code = u.parent_code
     order by l.people desc, l.unit_code`,
    [traceId, levelsDone],
  );

const NONE = Object.fromEntries(FOLLOW_UP_STATES.map((state) => [state, 0])) as Record<FollowUpState, number>;

/** Lists are handed over to communes: how many people of a trace each has to look after. */
@Injectable()
export class CommunesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @throws not_found */
  list(actor: Actor, traceId: string): Promise<{ items: CommuneContacts[] }> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const { levels_done } = await traceFor(manager, actor, traceId);
      const { manager: all } = this.dataSource;
      const rows = await asSystem('figures', () => countByCommune(all, traceId, levels_done));
      await this.audit.record(manager, actor, { action: 'trace.communes', subject: `trace:${traceId}`, count: 0 });
      const items = rows.map(({ unit_code, unit_name, parent_name, people, levels, states }) => ({
        ...{ unitCode: unit_code, unitName: unit_name, parentName: parent_name },
        ...{ people, levels, states: { ...NONE, ...states } },
      }));
      return { items };
    });
  }
}
