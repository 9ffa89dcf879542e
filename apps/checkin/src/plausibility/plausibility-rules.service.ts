import { Injectable } from '@nestjs/common';
import { type Actor, FLAG_PARAMETERS, type PlausibilityRuleAnswer, type PlausibilityRuleBody } from '@app/contracts';
import { Audit, organisationFor, PlausibilityRule } from '@app/database';
import { DataSource, type EntityManager } from 'typeorm';
import { replaceRules, rulesOf } from '../rule-sets.js';

/** The rules of plausibility, as data. A day is held against them when one of its check-ins arrives or changes. */
@Injectable()
export class PlausibilityRulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** The province's, then an organisation's. @throws not_found */
  async list(actor: Actor, organisationId: string | undefined): Promise<{ items: PlausibilityRuleAnswer[] }> {
    const { manager } = this.dataSource;
    if (organisationId) await organisationFor(manager, actor, organisationId);
    return answersOf(manager, organisationId ?? null);
  }

  /** @param organisationId null: the province's. @throws not_found */
  replace(
    actor: Actor,
    organisationId: string | null,
    items: readonly PlausibilityRuleBody[],
  ): Promise<{ items: PlausibilityRuleAnswer[] }> {
    return this.dataSource.transaction(async (manager) => {
      if (organisationId) await organisationFor(manager, actor, organisationId);
      await replaceRules(manager, PlausibilityRule, organisationId, items);
      const subject = organisationId && { subject: `organisation:${organisationId}` };
      const details = { codes: items.map(({ code }) => code), holds: items.filter(({ holds }) => holds).length };
      await this.audit.record(manager, actor, { action: 'plausibility_rule.change', ...subject, count: 0, details });
      return answersOf(manager, organisationId);
    });
  }
}

async function answersOf(
  manager: EntityManager,
  organisationId: string | null,
): Promise<{ items: PlausibilityRuleAnswer[] }> {
  const rows = await rulesOf(manager, PlausibilityRule, organisationId, { code: 'asc' });
  return {
    items: rows.map(({ id: _, ...rule }) => ({
      ...rule,
      parameters: { ...FLAG_PARAMETERS[rule.code], ...rule.parameters },
    })),
  };
}
