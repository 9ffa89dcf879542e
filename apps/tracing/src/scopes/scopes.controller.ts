import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id, scopeComparison, type Actor, type ScopeComparison, type ScopeFigures } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { ScopesService } from './scopes.service.js';

@ApiTags('traces')
@Roles('health_officer')
@Controller('traces/:id')
export class ScopesController {
  constructor(private readonly scopes: ScopesService) {}

  /**
   * Refuses: not_found, not_ready, unknown_place, invalid_request (1–20 scopes, each with places, levels or both, no level
   * deeper than the trace).
   */
  @Post('compare')
  @HttpCode(200)
  @ApiOperation({ summary: 'What several scopes of quarantine would take out, in their order' })
  compare(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Body({ schema: scopeComparison }) { scopes }: ScopeComparison,
  ): Promise<{ scopes: ScopeFigures[] }> {
    return this.scopes.compare(actor, traceId, scopes);
  }
}
