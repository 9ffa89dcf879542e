import { EXPORT_FILTERS } from '@app/contracts';
import { organisationScopeOf, statusOn } from '@app/database';
import {
  assignedPlace,
  Bindings,
  isUnbounded,
  type ListBounds,
  type ListColumn,
  type ListQuery,
  ofWorker,
} from './list-query.js';

/** The columns of the import of workers, by their names there: a list of one organisation can be imported again. */
const IMPORTED: ListColumn[] = [
  ['code', 'w.code'],
  ['fullName', 'w.full_name'],
  ['birthDate', 'w.birth_date::text'],
  ['sex', 'w.sex'],
  ofWorker('identityNumber', 'worker.identity_number'),
  ofWorker('phone', 'worker.phone'),
  ofWorker('address', 'worker.address'),
  ['siteCode', 's.code'],
  ['placeCode', 'line.code'],
  ['shift', 'shift.shift'],
  ['dormitoryRoom', 'room.code'],
  ['busCode', 'bus.code'],
  ['startDate', 'w.start_date::text'],
  ['endDate', 'w.end_date::text'],
];

const OF_MANY = [
  ['organisation', 'o.name'],
  ['organisationId', 'o.id::text'],
  ['kind', 'w.kind'],
  ['status', statusOn('current_date')],
  ['exercise', 'o.exercise'],
] as const;

const SHIFT = `
  left join lateral (select a.shift from assignment a where a.worker_no = w.no and a.kind = 'shift'
      and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)
    order by a.valid_from desc, a.id desc limit 1) shift on true`;

/** Records of workers with what they are assigned to today; of several organisations with the organisation's name. */
export function workerList({ scope }: ListBounds, given: unknown): ListQuery {
  const { organisationId, status } = EXPORT_FILTERS.workers.parse(given);
  const bindings = new Bindings();
  const inScope = bindings.condition((first) => organisationScopeOf(scope, isUnbounded(scope), 'o.id', first));
  const narrowed = bindings.also({
    'w.organisation_id = ?::uuid': organisationId,
    [`${statusOn('current_date')} = ?`]: status,
  });
  return {
    columns: organisationId || scope.organisationId ? IMPORTED : [...IMPORTED, ...OF_MANY],
    from: 'worker w join organisation o on o.id = w.organisation_id',
    where: inScope + narrowed,
    joins: [
      'left join site s on s.id = w.site_id',
      assignedPlace('line', 'place', 'w.no'),
      assignedPlace('room', 'room', 'w.no'),
      assignedPlace('bus', 'bus', 'w.no'),
      SHIFT,
    ].join(' '),
    person: { id: 'w.id::text', organisationId: 'w.organisation_id::text' },
    order: 'w.no',
    subject: 'w.no',
    exercise: 'o.exercise',
    parameters: bindings.parameters,
  };
}
