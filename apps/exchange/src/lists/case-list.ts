import { EXPORT_FILTERS } from '@app/contracts';
import { organisationScopeOf } from '@app/database';
import {
  assignedPlace,
  Bindings,
  isUnbounded,
  type ListBounds,
  type ListColumn,
  type ListQuery,
  ofWorker,
} from './list-query.js';

const COLUMNS: ListColumn[] = [
  ['caseId', 'c.id::text'],
  ['status', 'c.status'],
  ['workerCode', 'w.code'],
  ['fullName', 'w.full_name'],
  ['organisation', 'o.name'],
  ofWorker('phone', 'worker.phone'),
  ofWorker('address', 'worker.address'),
  ['place', 'line.name'],
  ['onsetOn', 'c.onset_on::text'],
  ['sampledOn', 'c.sampled_on::text'],
  ['confirmedAt', 'c.confirmed_at'],
  ['isolatedAt', 'c.isolated_at'],
  ['note', 'c.note', ['case_record.note', 'c.id::text']],
  ['workerId', 'w.id::text'],
  ['exercise', 'o.exercise'],
  ['createdAt', 'c.created_at'],
];

/** Index cases, oldest record first. Withdrawn ones stay, with their status: a count that fell would need explaining. */
export function caseList({ scope }: ListBounds, given: unknown): ListQuery {
  const { organisationId, status, from, to } = EXPORT_FILTERS.cases.parse(given);
  const bindings = new Bindings();
  const inScope = bindings.condition((first) => organisationScopeOf(scope, isUnbounded(scope), 'o.id', first));
  const narrowed = bindings.also({
    'o.id = ?::uuid': organisationId,
    'c.status = ?': status,
    'c.created_at >= ?': from,
    'c.created_at < ?': to,
  });
  return {
    columns: COLUMNS,
    from: 'case_record c join worker w on w.id = c.worker_id join organisation o on o.id = w.organisation_id',
    where: inScope + narrowed,
    joins: assignedPlace('line', 'place', 'w.no'),
    person: { id: 'w.id::text', organisationId: 'w.organisation_id::text' },
    order: 'c.id',
    subject: 'w.no',
    exercise: 'o.exercise',
    parameters: bindings.parameters,
  };
}
