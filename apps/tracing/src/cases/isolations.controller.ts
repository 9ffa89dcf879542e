import { Body, Controller, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { id, isolationEnd, newIsolation, type Actor, type IsolationEnd, type NewIsolation } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { type IsolationAnswer, IsolationsService } from './isolations.service.js';

@ApiTags('isolations')
@Roles('health_officer')
@Controller('isolations')
export class IsolationsController {
  constructor(private readonly isolations: IsolationsService) {}

  /** Refuses: unknown_worker, invalid_request (an end that is not after the start). */
  @Post()
  @ApiOperation({ summary: 'Record that a worker is apart from others' })
  create(@CurrentActor() actor: Actor, @Body({ schema: newIsolation }) body: NewIsolation): Promise<IsolationAnswer> {
    return this.isolations.create(actor, body);
  }

  /** Refuses: not_found, end_before_start. */
  @Patch(':id')
  @ApiOperation({ summary: 'Set or lift the end of an isolation' })
  end(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) isolationId: string,
    @Body({ schema: isolationEnd }) body: IsolationEnd,
  ): Promise<IsolationAnswer> {
    return this.isolations.end(actor, isolationId, body);
  }
}
