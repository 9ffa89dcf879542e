import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the contacts at a site hang together, by day and place, in figures. */
export class Network1700000000005 implements MigrationInterface {
  name = 'Network1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table network (
        id uuid not null,
        site_id uuid not null,
        from_day date not null,
        to_day date not null,
        preset jsonb not null,
        requested_by uuid not null,
        created_at timestamptz not null default now(),
        constraint pk_network primary key (id),
        constraint fk_network_site_id foreign key (site_id) references site(id)
      );
      create table network_day (
        network_id uuid not null,
        day date not null,
        persons integer not null,
        pairs bigint not null,
        parts integer not null,
        largest_part integer not null,
        alone integer not null,
        constraint pk_network_day primary key (network_id, day),
        constraint fk_network_day_network_id foreign key (network_id) references network(id) on delete cascade
      );
      create table network_place (
        network_id uuid not null,
        day date not null,
        place_id uuid not null,
        persons integer not null,
        contacts bigint not null,
        joins integer not null,
        joined_persons integer not null,
        constraint pk_network_place primary key (network_id, day, place_id),
        constraint fk_network_place_network_id foreign key (network_id) references network(id) on delete cascade
      );
      create index ix_network_place_network_id_contacts on network_place (network_id, contacts);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table network_place, network_day, network');
  }
}
