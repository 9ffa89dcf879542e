import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import type { DerivationCounts } from './stay-derivation.queries.js';
import { StayDerivationService } from './stay-derivation.service.js';

@ApiTags('presence')
@Controller('stays/derivations')
export class DerivationsController {
  constructor(private readonly derivations: StayDerivationService) {}

  @Get()
  @Roles('province_admin', 'health_officer', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: 'How far check-ins have become stays: days still pending, stays so far' })
  counts(@CurrentActor() actor: Actor): Promise<DerivationCounts> {
    return this.derivations.counts(actor);
  }
}
