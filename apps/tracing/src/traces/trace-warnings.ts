import type { IndexCase } from '@app/contact-graph';
import type { CaseWarning, DataWarning, TraceWarning } from '@app/contracts';
import type { World } from '@app/presence';
import type { EntityManager } from 'typeorm';
import { anyPresence, type TraceCaseRow } from './traces.queries.js';

/** Says plainly what a trace has nothing to start from: cases in the order of their windows. */
export async function warningsOf(
  manager: EntityManager,
  rows: readonly TraceCaseRow[],
  cases: readonly IndexCase[],
  world: World,
): Promise<TraceWarning[]> {
  const index = await world.ofPersons(cases.map(({ person }) => person));
  const empty = cases.flatMap(({ from, to }, i) =>
    to <= from ? [ofCase(rows[i]!, 'empty_window', 'Its window ends before it starts: it has no contacts.')] : [],
  );
  const absent = cases.flatMap(({ person }, i) =>
    index.has(person)
      ? []
      : [ofCase(rows[i]!, 'no_presence', 'Nothing is known of where this person was: it has no contacts.')],
  );
  const nobody = absent.length === cases.length && empty.length < cases.length;
  const nothing = nobody && !(await anyPresence(manager, world.basis.days));
  const none: DataWarning = {
    code: 'no_data',
    detail: 'Nothing at all is stored of the days that this trace looks at.',
  };
  return [...(nothing ? [none] : []), ...empty, ...absent];
}

/** Rows of the window that could not be used; asked at the end, for without days in memory they have to be counted. */
export async function leftOutOf(world: World): Promise<TraceWarning[]> {
  const rows = await world.leftOut();
  if (rows === 0) return [];
  const detail = 'So many stays and proximity records of these days name a worker or a place that is not known.';
  return [{ code: 'left_out', rows, detail }];
}

const ofCase = ({ id }: TraceCaseRow, code: CaseWarning['code'], detail: string): CaseWarning => ({
  ...{ code, caseId: id, detail },
});
