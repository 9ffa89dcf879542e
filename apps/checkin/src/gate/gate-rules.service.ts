import { Injectable } from '@nestjs/common';
import type { Actor, GateRuleAnswer, GateRuleBody } from '@app/contracts';
import { Audit, GateRule, organisationFor } from '@app/database';
import { DataSource } from 'typeorm';
import { replaceRules } from '../rule-sets.js';
import { gateRulesOf } from './gate-rules-of.js';

/** The rules at the gate, as data. They hold from the next check-in on. */
@Injectable()
export class GateRulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** The province's, then an organisation's. @throws not_found */
  async list(actor: Actor, organisationId: string | undefined): Promise<{ items: GateRuleAnswer[] }> {
    const { manager } = this.dataSource;
    if (organisationId) await organisationFor(manager, actor, organisationId);
    return gateRulesOf(manager, organisationId ?? null);
  }

  /** @param organisationId null: the province's. @throws not_found */
  replace(
    actor: Actor,
    organisationId: string | null,
    items: readonly GateRuleBody[],
  ): Promise<{ items: GateRuleAnswer[] }> {
    return this.dataSource.transaction(async (manager) => {
      if (organisationId) await organisationFor(manager, actor, organisationId);
      await replaceRules(manager, GateRule, organisationId, items);
      const subject = organisationId && { subject: `organisation:${organisationId}` };
      const details = { reasons: items.map(({ reason }) => reason) };
      await this.audit.record(manager, actor, { action: 'gate_rule.change', ...subject, count: 0, details });
      return gateRulesOf(manager, organisationId);
    });
  }
}
