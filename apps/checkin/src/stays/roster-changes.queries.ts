import { RosterChange } from '@app/database';
import type { EntityManager } from 'typeorm';

export interface OrganisationDay {
  organisationId: string;
  day: string;
}

/** Notes that what rosters fill in from the first to the last of some days, in order, is to be worked out again. */
export async function noteChange(
  manager: EntityManager,
  organisationId: string,
  days: readonly string[],
): Promise<void> {
  if (days.length === 0) return;
  await manager.insert(RosterChange, { organisationId, firstDay: days[0]!, lastDay: days.at(-1)! });
}

/** A line of a roster ends stays of the day before and, at night, fills in the two days after. */
const [BEFORE, AFTER] = [1, 2];

/**
 * Takes out what was noted of changed rosters.
 * @param today local date
 * @param kept days of presence that are kept; where an organisation keeps fewer, those: what is gone must not come back
 * @returns the days that had been derived and that it concerns
 */
export function takeChanges(manager: EntityManager, today: string, kept: number): Promise<OrganisationDay[]> {
  return manager.query<OrganisationDay[]>(
    `with change as (
       delete from roster_change returning organisation_id, first_day, last_day
     )
     select d.organisation_id as "organisationId", d.day::text
     from stay_derivation d join organisation o on o.id = d.organisation_id
     where d.day >= $1::date - least($2::int, o.presence_days) and exists (
       select from change c where c.organisation_id = d.organisation_id and d.day >= c.first_day - ${BEFORE}
         and (c.last_day is null or d.day <= c.last_day + ${AFTER}))`,
    [today, kept],
  );
}

/** Those of some days that nobody has asked for, of organisations where rosters stand for all. */
export function unaskedDays(manager: EntityManager, days: readonly string[]): Promise<OrganisationDay[]> {
  return manager.query<OrganisationDay[]>(
    `select o.organisation_id as "organisationId", asked.day::text
     from (select distinct organisation_id from site where roster_fill = 'all') o
       cross join unnest($1::date[]) as asked(day)
     where not exists (
       select from stay_derivation d where d.organisation_id = o.organisation_id and d.day = asked.day)`,
    [days],
  );
}
