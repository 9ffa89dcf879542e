import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  id,
  type List,
  newRightsRequest,
  type NewRightsRequest,
  type OwnData,
  rightsDecision,
  type RightsDecision,
  rightsQuery,
  type RightsQuery,
  type RightsRequest,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { OwnDataService } from './own-data.service.js';
import { RightsService } from './rights.service.js';

const DECIDERS = ['province_admin', 'enterprise_admin', 'personnel'] as const;

@ApiTags('rights')
@Controller()
export class RightsController {
  constructor(
    private readonly rights: RightsService,
    private readonly ownData: OwnDataService,
  ) {}

  /** Refusals: not_found. */
  @Get('workers/:id/own-data')
  @Roles('worker')
  @ApiOperation({ summary: 'Everything that is stored about the caller, as a file' })
  package(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnData> {
    void reply.headers({ 'content-disposition': 'attachment; filename="own-data.json"', 'cache-control': 'no-store' });
    return this.ownData.package(actor, workerId);
  }

  /** Refusals: not_found, conflict (one of the kind waits already). */
  @Post('workers/:id/requests')
  @HttpCode(201)
  @Roles('worker')
  @ApiOperation({ summary: 'Ask for the own record to be put right, or erased; answered within two working days' })
  ask(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) workerId: string,
    @Body({ schema: newRightsRequest }) body: NewRightsRequest,
  ): Promise<RightsRequest> {
    return this.rights.ask(actor, workerId, body);
  }

  /** Refusals: not_found. */
  @Get('workers/:id/requests')
  @Roles('worker', ...DECIDERS)
  @ApiOperation({ summary: 'What was asked about a record, what was decided, and what stays by which law' })
  list(@CurrentActor() actor: Actor, @Param('id', { schema: id }) workerId: string): Promise<List<RightsRequest>> {
    return this.rights.list(actor, workerId);
  }

  @Get('rights/requests')
  @Roles(...DECIDERS)
  @ApiOperation({ summary: 'Requests of the own organisations: open, overdue or decided' })
  waiting(
    @CurrentActor() actor: Actor,
    @Query({ schema: rightsQuery }) query: RightsQuery,
  ): Promise<List<RightsRequest>> {
    return this.rights.waiting(actor, query);
  }

  /** Refusals: not_found, already_finished; of an accepted correction those of PATCH /workers/:id. */
  @Post('rights/requests/:id/decide')
  @HttpCode(200)
  @Roles(...DECIDERS)
  @ApiOperation({ summary: 'Make the correction, let the erasure begin, or say why not' })
  decide(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: rightsDecision }) body: RightsDecision,
  ): Promise<RightsRequest> {
    return this.rights.decide(actor, requestId, body);
  }
}
