import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  id,
  type PlausibilityRuleAnswer,
  type PlausibilityRuleBody,
  plausibilityRuleQuery,
  type PlausibilityRuleQuery,
  plausibilityRules,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { PlausibilityRulesService } from './plausibility-rules.service.js';

/** What counts as implausible, and what of it is held back from contacts. */
@ApiTags('gate')
@Controller()
export class PlausibilityRulesController {
  constructor(private readonly rules: PlausibilityRulesService) {}

  /** Refusals: not_found. */
  @Get('plausibility-rules')
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: "The province's rules, and those of an organisation that stand in place of them" })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: plausibilityRuleQuery }) { organisationId }: PlausibilityRuleQuery,
  ): Promise<{ items: PlausibilityRuleAnswer[] }> {
    return this.rules.list(actor, organisationId);
  }

  /** Refusals: not_found. */
  @Put('organisations/:id/plausibility-rules')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: "All of an organisation's own rules; for other codes the province's hold" })
  replace(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Body({ schema: plausibilityRules }) { items }: { items: PlausibilityRuleBody[] },
  ): Promise<{ items: PlausibilityRuleAnswer[] }> {
    return this.rules.replace(actor, organisationId, items);
  }

  /** Refusals: none. */
  @Put('plausibility-rules')
  @Roles('province_admin')
  @ApiOperation({ summary: "All of the province's rules; a code without one is never given" })
  replaceProvince(
    @CurrentActor() actor: Actor,
    @Body({ schema: plausibilityRules }) { items }: { items: PlausibilityRuleBody[] },
  ): Promise<{ items: PlausibilityRuleAnswer[] }> {
    return this.rules.replace(actor, null, items);
  }
}
