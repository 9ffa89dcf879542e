import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type InvitedUser,
  type List,
  type NewOfficer,
  type NewUser,
  type Page,
  type Scope,
  type UserAnswer,
  idKey,
} from '@app/contracts';
import { Audit, cursorOf, listOf, organisationFor, Site, UserAccount, Worker } from '@app/database';
import { DomainError, FieldCipher } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { requireUnits } from '../units/units.queries.js';
import { type AccountData, createAccount } from './create-account.js';
import { invite } from './invitations.queries.js';
import { invitedUser, userAnswer } from './user-answer.js';
import { usersOf } from './users.queries.js';

/** Accounts of an organisation's people and of health officers. They begin with an invitation, never with a password. */
@Injectable()
export class UsersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly cipher: FieldCipher,
  ) {}

  /** @throws not_found, unknown_worker, unknown_site, username_taken */
  async create(actor: Actor, organisationId: string, body: NewUser): Promise<InvitedUser> {
    return this.dataSource.transaction(async (manager) => {
      await organisationFor(manager, actor, organisationId);
      const { workerId, siteId, ...data } = body;
      await requireInside(manager, organisationId, body);
      const scope: Scope = { organisationId, ...(workerId ? { workerId } : {}), ...(siteId ? { siteId } : {}) };
      return this.open(manager, actor, { ...data, scope });
    });
  }

  /** @throws unknown_unit, username_taken */
  async createOfficer(actor: Actor, { unitCodes, ...data }: NewOfficer): Promise<InvitedUser> {
    return this.dataSource.transaction(async (manager) => {
      await requireUnits(manager, unitCodes, 'unitCodes');
      return this.open(manager, actor, { ...data, role: 'health_officer', scope: { unitCodes } });
    });
  }

  /** Newest first. @throws not_found */
  async list(actor: Actor, organisationId: string, page: Page): Promise<List<UserAnswer>> {
    return this.dataSource.transaction(async (manager) => {
      await organisationFor(manager, actor, organisationId);
      const rows = await usersOf(manager, organisationId, cursorOf(page, idKey)?.[0], page.limit + 1);
      const list = listOf(
        rows,
        page,
        (account) => [account.id],
        (account) => userAnswer(this.cipher, account),
      );
      const subject = `organisation:${organisationId}`;
      await this.audit.record(manager, actor, { action: 'user.list', subject, count: list.items.length });
      return list;
    });
  }

  private async open(
    manager: EntityManager,
    actor: Actor,
    { phone, ...data }: AccountData & { phone?: string | undefined },
  ): Promise<InvitedUser> {
    const account = await createAccount(manager, data);
    if (phone !== undefined) {
      account.phone = this.cipher.sealText(phone, 'user_account.phone', account.id);
      await manager.update(UserAccount, account.id, { phone: account.phone });
    }
    const details = { role: account.role };
    await this.audit.record(manager, actor, { action: 'user.create', subject: `user:${account.id}`, details });
    return invitedUser(this.cipher, account, await invite(manager, account.id));
  }
}

async function requireInside(
  manager: EntityManager,
  organisationId: string,
  { workerId, siteId }: NewUser,
): Promise<void> {
  if (workerId && !(await manager.existsBy(Worker, { id: workerId, organisationId })))
    throw new DomainError('unknown_worker');
  if (siteId && !(await manager.existsBy(Site, { id: siteId, organisationId }))) throw new DomainError('unknown_site');
}
