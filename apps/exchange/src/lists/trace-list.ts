import { EXPORT_FILTERS } from '@app/contracts';
import { traceScopeOf } from '@app/database';
import { becauseSentence, type StrongestSource } from './because.js';
import { assignedPlace, Bindings, isUnbounded, type ListBounds, type ListQuery } from './list-query.js';
import type { TraceBasis } from './trace-basis.queries.js';

/** Minutes to a tenth, from seconds. */
const minutes = (seconds: string): string => `round(${seconds} / 60.0, 1)::float8`;

const COLUMNS = [
  ['level', 'c.level'],
  ['workerCode', 'w.code'],
  ['fullName', 'w.full_name'],
  ['organisation', 'o.name'],
  ['phone', 'w.phone'],
  ['address', 'w.address'],
  ['place', 'line.name'],
  ['exposedAt', 'c.exposed_at'],
  ['earliestAt', 'c.earliest_at'],
  ['lastExposureAt', 'c.last_exposure_at'],
  ['nearMinutes', minutes('c.near_seconds')],
  ['roomMinutes', minutes('c.room_seconds')],
  ['score', 'c.score'],
  ['isCase', 'c.is_case'],
  ['sources', 'c.sources'],
  ['because', 'null'],
  ['decision', 'review.decision'],
  ['decisionReason', 'review.reason'],
  ['workerId', 'w.id::text'],
  ['exercise', '(o.exercise or drill.is)'],
] as const;

const BECAUSE = COLUMNS.findIndex(([name]) => name === 'because');

/** A source's strongest stretch: the longest piece of the edge of rank 0 (`encounters`: place, class, from, to, …). */
const STRONGEST = `
  left join lateral (
    select jsonb_build_object('code', s.code, 'place', coalesce(bp.name, bs.name), 'from', piece->2, 'to', piece->3) as source
    from trace_edge e
    join lateral (select code from worker where person_no = e.source_person_no order by no limit 1) s on true
    cross join jsonb_array_elements(e.encounters) piece
    left join place bp on bp.id = (piece->>0)::uuid
    left join site bs on bs.id = (piece->>0)::uuid
    where e.trace_id = c.trace_id and e.target_person_no = c.person_no and e.rank = 0
    order by (piece->>3)::float8 - (piece->>2)::float8 desc, (piece->>2)::float8 limit 1) strongest on true`;

const REVIEW = `
  left join lateral (select r.decision, r.reason from trace_review r
    where r.trace_id = c.trace_id and r.person_no = c.person_no order by r.id desc limit 1) review on true`;

/** Whether the earlier list did not hold the contact. A level that an officer chose says nothing: additions are counted. */
function addedSince(earlier: TraceBasis['earlier'], bindings: Bindings): string {
  if (!earlier) return 'null::boolean';
  const [levels, revision, additions] = [earlier.levelsDone, earlier.revision, earlier.additions].map((state) =>
    bindings.bind(state),
  );
  return `(case when c.addition is null then c.level > ${levels}::int or c.since_revision > ${revision}::int
                else c.addition > ${additions}::int end)`;
}

/** A trace that starts from a case of an exercise is an exercise as a whole: whom it reached was not really exposed. */
const drillOf = (trace: string): string => `
  cross join (select exists (select 1 from trace_case tc join case_record k on k.id = tc.case_id
    join worker kw on kw.id = k.worker_id join organisation ko on ko.id = kw.organisation_id
    where tc.trace_id = ${trace} and ko.exercise) as is) drill`;

/**
 * The contacts of a trace's finished levels and those added by hand, in the order of its report. Dismissed ones stay, with the decision beside them: whoever takes
 * the list over sees that they were judged, and no count differs.
 */
export function traceList({ scope, traceId, basis }: ListBounds, given: unknown): ListQuery {
  const { levelsDone, earlier } = basis!;
  const { organisationId, levels } = EXPORT_FILTERS.trace.parse(given);
  const bindings = new Bindings();
  const trace = bindings.bind(traceId);
  const inScope = bindings.condition((first) => traceScopeOf(scope, isUnbounded(scope), trace, first));
  const narrowed = bindings.also({
    'c.level = any(?::int[])': levels,
    'exists (select 1 from worker r where r.person_no = c.person_no and r.organisation_id = ?::uuid)': organisationId,
  });
  const finished = `(c.level <= ${bindings.bind(levelsDone)}::int or c.addition is not null)`;
  const added = addedSince(earlier, bindings);
  return {
    columns: [...COLUMNS, ['added', added]],
    from: `trace_contact c left join worker w on w.no = c.worker_no
      left join organisation o on o.id = w.organisation_id ${drillOf(trace)}`,
    where: `c.trace_id = ${trace} and ${finished} and ${inScope}${narrowed}`,
    joins: assignedPlace('line', 'place', 'w.no') + REVIEW + STRONGEST,
    order: 'c.position',
    exercise: '(o.exercise or drill.is)',
    added,
    parameters: bindings.parameters,
    extras: ['strongest.source', 'c.sources', 'c.added_because'],
    finish: (cells, [source, sources, added]) => {
      cells[BECAUSE] = becauseSentence(source as StrongestSource | null, Number(sources), added as string | null);
    },
  };
}
