import { EXPORT_FILTERS, localDate, secondsOf } from '@app/contracts';
import { organisationScopeOf } from '@app/database';
import { Bindings, isUnbounded, type ListBounds, type ListQuery } from './list-query.js';

const WHOSE = [
  ['workerCode', 'w.code'],
  ['fullName', 'w.full_name'],
] as const;

const COLUMNS = [
  ['id', 'c.id::text'],
  ['organisation', 'o.name'],
  ['placeCode', 'p.code'],
  ['place', 'p.name'],
  ['direction', 'c.direction'],
  ['at', 'c.at'],
  ['receivedAt', 'c.received_at'],
  ['deviceId', 'c.device_id'],
  ['result', 'c.result'],
  ['decision', 'c.decision'],
  ['reasons', `array_to_string(c.reasons, ' ')`],
  ['voidedAt', 'c.voided_at'],
  ['exercise', 'o.exercise'],
] as const;

const dayOf = (instant: Date | undefined): string | undefined => instant && localDate(secondsOf(instant));

/** Those whom a case covers: its own worker and everybody its traces reach. Nobody once it is closed. */
const COVERED = `c.worker_no in (select r.no from worker r join (
    select w.person_no, k.id from case_record k join worker w on w.id = k.worker_id where k.status = 'open'
    union select t.person_no, k.id from case_record k join trace_case s on s.case_id = k.id
      join trace_contact t on t.trace_id = s.trace_id where k.status = 'open') reached using (person_no)
  where reached.id = ?::uuid)`;

/**
 * Check-ins by their time; the day bounds the partitions that are read. Of whom they are is shown for an open case alone,
 * and then of those whom it covers.
 */
export function checkInList({ scope }: ListBounds, given: unknown): ListQuery {
  const { organisationId, caseId, from, to } = EXPORT_FILTERS['check-ins'].parse(given);
  const bindings = new Bindings();
  const inScope = bindings.condition((first) =>
    organisationScopeOf(scope, isUnbounded(scope), 'c.organisation_id', first),
  );
  const narrowed = bindings.also({
    'c.organisation_id = ?::uuid': organisationId,
    'c.day >= ?::date': dayOf(from),
    'c.at >= ?': from,
    'c.day <= ?::date': dayOf(to),
    'c.at < ?': to,
    [COVERED]: caseId,
  });
  return {
    columns: caseId ? [...COLUMNS, ...WHOSE] : COLUMNS,
    from: 'check_in c join organisation o on o.id = c.organisation_id',
    where: inScope + narrowed,
    joins: 'left join worker w on w.no = c.worker_no left join place p on p.no = c.place_no',
    person: { id: 'w.id::text', organisationId: 'w.organisation_id::text' },
    order: 'c.day, c.at, c.id',
    subject: 'c.worker_no',
    exercise: 'o.exercise',
    parameters: bindings.parameters,
  };
}
