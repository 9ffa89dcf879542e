import { EXPORT_FILTERS, localDate, secondsOf } from '@app/contracts';
import { organisationScopeOf } from '@app/database';
import { Bindings, isUnbounded, type ListBounds, type ListQuery } from './list-query.js';

const COLUMNS = [
  ['id', 'c.id::text'],
  ['workerCode', 'w.code'],
  ['fullName', 'w.full_name'],
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

/** Check-ins by their time. The day bounds the partitions that are read. */
export function checkInList({ scope }: ListBounds, given: unknown): ListQuery {
  const { organisationId, from, to } = EXPORT_FILTERS['check-ins'].parse(given);
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
  });
  return {
    columns: COLUMNS,
    from: 'check_in c join organisation o on o.id = c.organisation_id',
    where: inScope + narrowed,
    joins: 'left join worker w on w.no = c.worker_no left join place p on p.no = c.place_no',
    person: { id: 'w.id::text', organisationId: 'w.organisation_id::text' },
    order: 'c.day, c.at, c.id',
    exercise: 'o.exercise',
    parameters: bindings.parameters,
  };
}
