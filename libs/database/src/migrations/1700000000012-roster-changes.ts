import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A function that notes the days of changed rows by organisation, and its triggers.
 * @param from SQL of the changed rows and where their organisation is found, as `o`
 */
const noting = (table: string, from: string, days: string): string => `
create function note_${table}_change() returns trigger language plpgsql as $$
begin
  insert into roster_change (organisation_id, first_day, last_day)
  select o.organisation_id, ${days} from ${from} group by o.organisation_id;
  return null;
end
$$;
create trigger ${table}_added after insert on ${table} referencing new table as changed
  for each statement execute function note_${table}_change();
create trigger ${table}_taken after delete on ${table} referencing old table as changed
  for each statement execute function note_${table}_change();
create trigger ${table}_changed_from after update on ${table} referencing old table as changed
  for each statement execute function note_${table}_change();
create trigger ${table}_changed_to after update on ${table} referencing new table as changed
  for each statement execute function note_${table}_change();
`;

const DATED = `min(o.valid_from), case when bool_and(o.valid_to is not null) then max(o.valid_to) end`;
const ofWorkers = 'changed c join worker o on o.no = c.worker_no';
const LISTS = ['shift_pattern', 'bus_trip', 'canteen_sitting'];

/** What began and ended as before changes nothing before the earlier of both ends: most assignments only end. */
const ASSIGNMENTS = `
create function note_assignment_change() returns trigger language plpgsql as $$
begin
  insert into roster_change (organisation_id, first_day, last_day)
  select w.organisation_id, min(c.valid_from), case when bool_and(c.valid_to is not null) then max(c.valid_to) end
  from changed c join worker w on w.no = c.worker_no group by w.organisation_id;
  return null;
end
$$;
create function note_assignment_update() returns trigger language plpgsql as $$
begin
  insert into roster_change (organisation_id, first_day, last_day)
  select w.organisation_id,
    min(case when (o.valid_from, o.place_no, o.shift) is distinct from (n.valid_from, n.place_no, n.shift)
      then least(o.valid_from, n.valid_from) else least(o.valid_to, n.valid_to) end),
    case when bool_and(o.valid_to is not null and n.valid_to is not null) then max(greatest(o.valid_to, n.valid_to)) end
  from before o join after n on n.id = o.id join worker w on w.no = n.worker_no
  where (o.valid_from, o.place_no, o.shift, o.valid_to) is distinct from (n.valid_from, n.place_no, n.shift, n.valid_to)
  group by w.organisation_id;
  return null;
end
$$;
create trigger assignment_added after insert on assignment referencing new table as changed
  for each statement execute function note_assignment_change();
create trigger assignment_taken after delete on assignment referencing old table as changed
  for each statement execute function note_assignment_change();
create trigger assignment_changed after update on assignment referencing old table as before new table as after
  for each statement execute function note_assignment_update();
`;

const SITES = `
create function note_site_change() returns trigger language plpgsql as $$
begin
  insert into roster_change (organisation_id, first_day) values (new.organisation_id, '2000-01-01');
  return null;
end
$$;
create trigger site_fill_changed after update of roster_fill on site for each row
  when (old.roster_fill <> new.roster_fill) execute function note_site_change();
`;

/** A day more at both ends, for local days are not those of UTC. */
const ISOLATED = `min((c.started_at at time zone 'UTC')::date - 1),
  case when bool_and(c.ended_at is not null) then max((c.ended_at at time zone 'UTC')::date + 1) end`;
const ofPersons = 'changed c join worker r on r.no = c.worker_no join worker o on o.person_no = r.person_no';

/**
 * Notes which days of which organisation rosters, assignments, isolations and the setting of a site have changed, so that
 * their stays are worked out again. By triggers, as for the journal: no writer can forget it, and none waits.
 */
export class RosterChanges1700000000012 implements MigrationInterface {
  name = 'RosterChanges1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table roster_change (
        id bigserial not null,
        organisation_id uuid not null,
        first_day date not null,
        last_day date,
        constraint pk_roster_change primary key (id)
      );
      ${LISTS.map((table) => noting(table, 'changed o', DATED)).join('')}
      ${noting('roster_day', ofWorkers, 'min(c.day), max(c.day)')}
      ${noting('route_stop', ofWorkers, DATED.replaceAll('o.', 'c.'))}
      ${noting('isolation_stay', ofPersons, ISOLATED).replaceAll('on isolation_stay', 'on isolation')}
      ${ASSIGNMENTS}${SITES}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const noted = [...LISTS, 'roster_day', 'route_stop', 'isolation_stay'];
    const functions = [...noted.map((table) => `note_${table}_change`), 'note_assignment_change'];
    await runner.query(`
      drop function ${[...functions, 'note_assignment_update', 'note_site_change'].map((name) => `${name}()`).join(', ')} cascade;
      drop table roster_change;`);
  }
}
