import { Device } from '@app/database';
import { digestOf } from '@app/platform';
import { IsNull, LessThan, type EntityManager } from 'typeorm';

/** Devices of an organisation, newest first (ids are UUIDv7), after the given key. */
export const devicesOf = (
  manager: EntityManager,
  organisationId: string,
  after: string | undefined,
  limit: number,
): Promise<Device[]> =>
  manager.find(Device, {
    where: { organisationId, ...(after ? { id: LessThan(after) } : {}) },
    order: { id: 'desc' },
    take: limit,
  });

/** Uses an enrolment code up and gives its device a token; one caller alone gets it. */
export async function enrolWith(manager: EntityManager, code: string, token: string): Promise<Device | null> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `update device set code_hash = null, token_hash = $2, enrolled_at = now()
     where code_hash = $1 and code_expires_at > now() and revoked_at is null returning id`,
    [digestOf(code), digestOf(token)],
  );
  return rows[0] ? manager.findOneByOrFail(Device, { id: rows[0].id }) : null;
}

/** From now on the device is a stranger. */
export async function revokeDevice(manager: EntityManager, id: string): Promise<void> {
  await manager.update(Device, { id, revokedAt: IsNull() }, { revokedAt: () => 'now()', codeHash: null });
}
