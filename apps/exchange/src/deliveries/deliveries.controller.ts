import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, type DeliveriesAnswer, id } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { DeliveriesService } from './deliveries.service.js';

@ApiTags('exports')
@Controller('exports/:id/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  /** Refusals: not_found. */
  @Get()
  @Roles('province_admin', 'health_officer', 'enterprise_admin')
  @ApiOperation({ summary: 'Every attempt to deliver an export: status, receipt, difference' })
  list(@CurrentActor() actor: Actor, @Param('id', { schema: id }) exportId: string): Promise<DeliveriesAnswer> {
    return this.deliveries.list(actor, exportId);
  }
}
