import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  FLAG_PARAMETERS,
  localDate,
  type PlausibilityRuleAnswer,
  type PlausibilityRuleBody,
  secondsOf,
} from '@app/contracts';
import { Audit, organisationFor, PlausibilityRule } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { replaceRules, rulesOf } from '../rule-sets.js';
import { requestChecksAgain } from './checks.queries.js';

/** The rules of plausibility, as data. Days that are kept are held against the present ones. */
@Injectable()
export class PlausibilityRulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
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
      const answers = await answersOf(manager, organisationId);
      // last, because it holds the rows of work that others wait for
      const today = localDate(secondsOf(new Date()));
      await requestChecksAgain(manager, organisationId, today, this.environment.PRESENCE_DAYS);
      return answers;
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
