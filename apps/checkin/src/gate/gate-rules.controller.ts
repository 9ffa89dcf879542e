import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  type GateRuleAnswer,
  type GateRuleBody,
  gateRuleQuery,
  type GateRuleQuery,
  gateRules,
  id,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { GateRulesService } from './gate-rules.service.js';

/** What a gate does for which reason. */
@ApiTags('gate')
@Controller()
export class GateRulesController {
  constructor(private readonly rules: GateRulesService) {}

  /** Refusals: not_found. */
  @Get('gate-rules')
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: "The province's rules, and those of an organisation that stand in place of them" })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: gateRuleQuery }) { organisationId }: GateRuleQuery,
  ): Promise<{ items: GateRuleAnswer[] }> {
    return this.rules.list(actor, organisationId);
  }

  /** Refusals: not_found. */
  @Put('organisations/:id/gate-rules')
  @Roles('province_admin', 'enterprise_admin')
  @ApiOperation({ summary: "All of an organisation's own rules; for other reasons the province's hold" })
  replace(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) organisationId: string,
    @Body({ schema: gateRules }) { items }: { items: GateRuleBody[] },
  ): Promise<{ items: GateRuleAnswer[] }> {
    return this.rules.replace(actor, organisationId, items);
  }

  /** Refusals: none. */
  @Put('gate-rules')
  @Roles('province_admin')
  @ApiOperation({ summary: "All of the province's rules; a reason without one is never given" })
  replaceProvince(
    @CurrentActor() actor: Actor,
    @Body({ schema: gateRules }) { items }: { items: GateRuleBody[] },
  ): Promise<{ items: GateRuleAnswer[] }> {
    return this.rules.replace(actor, null, items);
  }
}
