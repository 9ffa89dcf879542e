import { EXPORT_FILTERS } from '@app/contracts';
import { communeOf, traceScopeOf } from '@app/database';
import {
  EACH_SOURCE,
  type ExplainedTrace,
  type FoundPieces,
  type PieceReader,
  type PlaceName,
  sourceColumns,
  type StoredSource,
} from '@app/presence';
import { becauseSentence, type StrongestSource } from './because.js';
import {
  assignedPlace,
  Bindings,
  isUnbounded,
  type ListBounds,
  type ListColumn,
  type ListQuery,
  type ListRow,
  ofWorker,
} from './list-query.js';
import type { TraceBasis } from './trace-basis.queries.js';

/** Minutes to a tenth, from seconds. */
const minutes = (seconds: string): string => `round(${seconds} / 60.0, 1)::float8`;

const COLUMNS: ListColumn[] = [
  ['level', 'c.level'],
  ['workerCode', 'w.code'],
  ['fullName', 'w.full_name'],
  ['organisation', 'o.name'],
  ofWorker('phone', 'worker.phone'),
  ofWorker('address', 'worker.address'),
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
];

const BECAUSE = COLUMNS.findIndex(([name]) => name === 'because');

/** The strongest source, as the trace found it. */
const STRONGEST = `
  left join lateral (
    select r.code, ${sourceColumns('c.level')} from trace_source s cross join ${EACH_SOURCE}
    join lateral (select code from worker where person_no = e.source_person_no order by no limit 1) r on true
    where s.trace_id = c.trace_id and s.person_no = c.person_no and e.rank = 1) strongest on true`;

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
export function traceList({ scope, traceId, basis, pieces }: ListBounds, given: unknown): ListQuery {
  const { levelsDone, earlier, explained } = basis!;
  const { organisationId, levels, unitCode } = EXPORT_FILTERS.trace.parse(given);
  const bindings = new Bindings();
  const trace = bindings.bind(traceId);
  const inScope = bindings.condition((first) => traceScopeOf(scope, isUnbounded(scope), trace, first));
  const narrowed = bindings.also({
    'c.level = any(?::int[])': levels,
    'exists (select 1 from worker r where r.person_no = c.person_no and r.organisation_id = ?::uuid)': organisationId,
    [`${communeOf('c.worker_no')} = ?`]: unitCode,
  });
  const finished = `(c.level <= ${bindings.bind(levelsDone)}::int or c.addition is not null)`;
  const added = addedSince(earlier, bindings);
  return {
    columns: [...COLUMNS, ['added', added]],
    from: `trace_contact c left join worker w on w.no = c.worker_no
      left join organisation o on o.id = w.organisation_id ${drillOf(trace)}`,
    where: `c.trace_id = ${trace} and ${finished} and ${inScope}${narrowed}`,
    joins: assignedPlace('line', 'place', 'w.no') + REVIEW + STRONGEST,
    person: { id: 'w.id::text', organisationId: 'w.organisation_id::text' },
    order: 'c.position',
    subject: 'c.worker_no',
    exercise: '(o.exercise or drill.is)',
    added,
    parameters: bindings.parameters,
    extras: ['c.person_no', 'c.level', 'c.sources', 'c.added_because', 'to_jsonb(strongest)'],
    finish: (rows) => explain(rows, explained, pieces!),
  };
}

type Strongest = StoredSource & { code: string };
type Extras = [
  ...[person: number, level: number, sources: number],
  ...[addedBecause: string | null, strongest: Strongest | null],
];

/** Writes the sentence of each contact, by its strongest source and the longest stretch of time with it. */
async function explain(rows: readonly ListRow[], trace: ExplainedTrace, pieces: PieceReader): Promise<void> {
  const all = rows.map(({ extras }) => extras as Extras);
  const contacts = all.map(([person_no, level, , , strongest]) => {
    return { person_no, level, sources: strongest ? [strongest] : [] };
  });
  const found = (await pieces.read(trace, contacts)).map(([ofStrongest]) => ofStrongest);
  const names = await pieces.names(found.flatMap((one) => one ?? []));
  rows.forEach(({ cells }, i) => {
    const [, , sources, addedBecause, strongest] = all[i]!;
    const source = strongest && strongestOf(strongest, found[i]!, names);
    cells[BECAUSE] = becauseSentence(source, sources, addedBecause);
  });
}

function strongestOf(
  { code, first_at, last_at }: Strongest,
  { pieces, changed }: FoundPieces,
  names: ReadonlyMap<string, PlaceName>,
): StrongestSource {
  const [longest] = [...pieces].sort((a, b) => b[3] - b[2] - (a[3] - a[2]));
  if (!longest) return { code, from: first_at, to: last_at, changed };
  const [placeId, , from, to] = longest;
  return { code, place: placeId && (names.get(placeId)?.name ?? null), from, to, changed };
}
