import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type DeviceAnswer,
  type EnrolledDevice,
  idKey,
  type InvitedDevice,
  isoOf,
  isoOrNull,
  type List,
  type NewDevice,
  type Page,
} from '@app/contracts';
import { Audit, cursorOf, Device, listOf, newId, organisationFor, Place, Site } from '@app/database';
import { asSystem, DEVICE_PREFIX, digestOf, DomainError, newSecretToken, notFound } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { devicesOf, enrolWith, revokeDevice } from './devices.queries.js';

/** The code is typed or scanned at once; a late one is asked for again. */
const CODE_MINUTES = 10;

/** Gate devices of an organisation: they begin with a code that is good once, and end when they are revoked. */
@Injectable()
export class DevicesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** @throws not_found, unknown_site, unknown_place */
  async create(actor: Actor, organisationId: string, body: NewDevice): Promise<InvitedDevice> {
    return this.dataSource.transaction(async (manager) => {
      await organisationFor(manager, actor, organisationId);
      await requireInside(manager, organisationId, body);
      const [id, enrolmentCode] = [newId(), newSecretToken()];
      const codeExpiresAt = new Date(Date.now() + CODE_MINUTES * 60_000);
      await manager.insert(Device, { id, organisationId, ...body, codeHash: digestOf(enrolmentCode), codeExpiresAt });
      await this.audit.record(manager, actor, { action: 'device.create', subject: `device:${id}`, count: 0 });
      const device = await manager.findOneByOrFail(Device, { id });
      return { ...answerOf(device), enrolmentCode, codeExpiresAt: isoOf(codeExpiresAt) };
    });
  }

  /** Newest first, the revoked ones too. @throws not_found */
  async list(actor: Actor, organisationId: string, page: Page): Promise<List<DeviceAnswer>> {
    const { manager } = this.dataSource;
    await organisationFor(manager, actor, organisationId);
    const rows = await devicesOf(manager, organisationId, cursorOf(page, idKey)?.[0], page.limit + 1);
    return listOf(rows, page, ({ id }) => [id], answerOf);
  }

  /** @throws enrolment_invalid */
  async enrol(code: string): Promise<EnrolledDevice> {
    const token = DEVICE_PREFIX + newSecretToken();
    return asSystem('device_enrolment', () =>
      this.dataSource.transaction(async (manager) => {
        const device = await enrolWith(manager, code, token);
        if (!device) throw new DomainError('enrolment_invalid');
        await this.audit.record(manager, null, { action: 'device.enrol', subject: `device:${device.id}`, count: 0 });
        return { ...answerOf(device), token };
      }),
    );
  }

  /** Its requests are refused within a second, whatever it still has to send. @throws not_found */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const device = await manager.findOneBy(Device, { id });
      if (!device) throw notFound();
      await organisationFor(manager, actor, device.organisationId);
      await revokeDevice(manager, id);
      await this.audit.record(manager, actor, { action: 'device.revoke', subject: `device:${id}`, count: 0 });
    });
  }
}

async function requireInside(
  manager: EntityManager,
  organisationId: string,
  { siteId, placeId }: NewDevice,
): Promise<void> {
  if (!(await manager.existsBy(Site, { id: siteId, organisationId }))) throw new DomainError('unknown_site');
  if (placeId && !(await manager.existsBy(Place, { id: placeId, siteId }))) throw new DomainError('unknown_place');
}

const answerOf = (device: Device): DeviceAnswer => ({
  id: device.id,
  organisationId: device.organisationId,
  siteId: device.siteId,
  placeId: device.placeId,
  name: device.name,
  enrolledAt: isoOrNull(device.enrolledAt),
  lastSeenAt: isoOrNull(device.lastSeenAt),
  revokedAt: isoOrNull(device.revokedAt),
  createdAt: isoOf(device.createdAt),
});
