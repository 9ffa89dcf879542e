import { Injectable } from '@nestjs/common';
import { type Actor, idKey, type List, type OfficerChange, type Page, type UserAnswer } from '@app/contracts';
import { Audit, cursorOf, listOf, UserAccount } from '@app/database';
import { FieldCipher, notFound } from '@app/platform';
import { DataSource } from 'typeorm';
import { requireUnits } from '../units/units.queries.js';
import { userAnswer } from './user-answer.js';
import { requireInUse, usersOf } from './users.queries.js';

/** Accounts that belong to no organisation, and the units of health officers among them. */
@Injectable()
export class OfficersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly cipher: FieldCipher,
  ) {}

  /** Newest first. */
  async list(actor: Actor, page: Page): Promise<List<UserAnswer>> {
    return this.dataSource.transaction(async (manager) => {
      const rows = await usersOf(manager, null, cursorOf(page, idKey)?.[0], page.limit + 1);
      const list = listOf(
        rows,
        page,
        (account) => [account.id],
        (account) => userAnswer(this.cipher, account),
      );
      await this.audit.record(manager, actor, { action: 'user.list', count: list.items.length });
      return list;
    });
  }

  /** Says anew for which units an officer is. @throws not_found (for whoever is no health officer, too), unknown_unit, account_closed */
  async assign(actor: Actor, userId: string, { unitCodes }: OfficerChange): Promise<UserAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const account = await manager.findOne(UserAccount, { where: { id: userId, role: 'health_officer' }, lock });
      if (!account) throw notFound();
      requireInUse(account);
      await requireUnits(manager, unitCodes, 'unitCodes');
      await manager.update(UserAccount, userId, { unitCodes });
      const details = { units: { from: account.unitCodes, to: unitCodes } };
      await this.audit.record(manager, actor, { action: 'user.assign', subject: `user:${userId}`, details });
      return userAnswer(this.cipher, { ...account, unitCodes });
    });
  }
}
