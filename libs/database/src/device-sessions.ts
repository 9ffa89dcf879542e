import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '@app/contracts';
import { asSystem, DeviceTokens, digestOf } from '@app/platform';
import { DataSource } from 'typeorm';
import { DatabaseWatch } from './database-watch.js';

/** So long an answer is good: what is revoked is refused within a second, and a busy gate asks twice a second. */
const KNOWN_MS = 500;
const MOST_KNOWN = 10_000;

const DEVICE = `
  with known as (
    select id, name, organisation_id, site_id from device where token_hash = $1 and revoked_at is null
  ), seen as (
    update device d set last_seen_at = now() from known k
    where d.id = k.id and (d.last_seen_at is null or d.last_seen_at < now() - interval '1 minute')
  )
  select id, name, organisation_id as "organisationId", site_id as "siteId" from known`;

interface DeviceRow {
  id: string;
  name: string;
  organisationId: string;
  siteId: string;
}

/** Answers the guard of every service for whom a device's token stands, and notes when a device was seen. */
@Injectable()
export class DeviceSessions implements OnModuleInit {
  private readonly known = new Map<string, { actor: Actor; until: number }>();

  constructor(
    private readonly tokens: DeviceTokens,
    private readonly dataSource: DataSource,
    private readonly watch: DatabaseWatch,
  ) {}

  onModuleInit(): void {
    this.tokens.checkWith((token) => this.actorOf(token));
  }

  private async actorOf(token: string): Promise<Actor | undefined> {
    const hash = digestOf(token);
    const key = hash.toString('base64');
    const known = this.known.get(key);
    if (known && known.until > Date.now()) return known.actor;
    const asked = Date.now();
    const [row] = await this.watch.whileUp(
      asSystem('device_token', () => this.dataSource.query<DeviceRow[]>(DEVICE, [hash])),
    );
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    if (row) this.known.set(key, { actor: actorOf(row), until: asked + KNOWN_MS });
    else this.known.delete(key);
    return row && actorOf(row);
  }
}

const actorOf = ({ id, name, organisationId, siteId }: DeviceRow): Actor => ({
  userId: id,
  username: name,
  role: 'gate_guard',
  scope: { organisationId, siteId },
  deviceId: id,
});
