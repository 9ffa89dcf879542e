import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which administrative units followed which, and what each reaches: worked out anew whenever units or successions change,
 * so that scopes look it up (docs/decisions/0026).
 */
export class UnitSuccessions1700000000023 implements MigrationInterface {
  name = 'UnitSuccessions1700000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table unit_succession (
        code text not null,
        successor_code text not null,
        constraint pk_unit_succession primary key (code, successor_code),
        constraint fk_unit_succession_code foreign key (code) references administrative_unit(code) on delete cascade,
        constraint fk_unit_succession_successor_code foreign key (successor_code)
          references administrative_unit(code) on delete cascade
      );
      create index ix_unit_succession_successor_code on unit_succession (successor_code);
      create table unit_reach (
        code text not null,
        reached_code text not null,
        constraint pk_unit_reach primary key (code, reached_code)
      );
      create index ix_unit_reach_reached_code on unit_reach (reached_code);
      alter table organisation add former_unit_codes text[] not null default '{}';
    `);
    await runner.query(REBUILD);
    for (const table of ['administrative_unit', 'unit_succession'])
      for (const [deed, rows] of Object.entries({ insert: 'new', update: 'new', delete: 'old' }))
        await runner.query(`create trigger rebuild_unit_reach_on_${deed} after ${deed} on ${table}
          referencing ${rows} table as changed for each statement execute function rebuild_unit_reach()`);
    await runner.query('update administrative_unit set path = path');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table unit_succession, unit_reach;
      drop function rebuild_unit_reach cascade;
      alter table organisation drop former_unit_codes;
    `);
  }
}

/**
 * A unit reaches itself and what its path holds; then, until nothing is added: a unit all of whose predecessors it
 * reaches (what followed it lies inside it) and a unit all of whose successors it reaches (what it was made of), each
 * with what that one reaches itself. What it overlaps in part only is not reached, so nothing widens.
 */
const REBUILD = `
  create function rebuild_unit_reach() returns trigger language plpgsql as $$
  declare added integer;
  begin
    if not exists (select from changed) then return null; end if;
    lock table unit_reach in share row exclusive mode;
    delete from unit_reach;
    insert into unit_reach
      select top.code, u.code from administrative_unit u
      cross join lateral unnest(string_to_array(u.path, '/')) as part
      join administrative_unit top on top.code = part
      on conflict do nothing;
    loop
      insert into unit_reach
        select whole.code, within.reached_code from (
          select r.code, s.successor_code as reached from unit_reach r join unit_succession s on s.code = r.reached_code
          group by 1, 2
          having count(*) = (select count(*) from unit_succession a where a.successor_code = s.successor_code)
          union
          select r.code, s.code from unit_reach r join unit_succession s on s.successor_code = r.reached_code
          group by 1, 2
          having count(*) = (select count(*) from unit_succession a where a.code = s.code)
        ) whole join unit_reach within on within.code = whole.reached
        on conflict do nothing;
      get diagnostics added = row_count;
      exit when added = 0;
    end loop;
    return null;
  end $$`;
