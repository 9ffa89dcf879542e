import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  clockQuery,
  type ClockQuery,
  type CommuneContacts,
  type FollowUpAnswer,
  followUpChange,
  type FollowUpChange,
  type FollowUpCounts,
  followUpFilter,
  type FollowUpFilter,
  id,
  type List,
  type TracingClock,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { ClockService } from './clock.service.js';
import { CommunesService } from './communes.service.js';
import { FollowUpsService } from './follow-ups.service.js';

@ApiTags('follow-up')
@Roles('health_officer')
@Controller()
export class FollowUpsController {
  constructor(
    private readonly followUps: FollowUpsService,
    private readonly communes: CommunesService,
    private readonly clock: ClockService,
  ) {}

  @Get('follow-ups')
  @ApiOperation({ summary: 'Contacts of open cases with what is to be done about them, what is due first' })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: followUpFilter }) filter: FollowUpFilter,
  ): Promise<List<FollowUpAnswer>> {
    return this.followUps.list(actor, filter);
  }

  @Get('follow-ups/counts')
  @ApiOperation({ summary: 'How many stand where, how many are due today and overdue' })
  counts(@CurrentActor() actor: Actor): Promise<FollowUpCounts> {
    return this.followUps.counts(actor);
  }

  /** Refuses: not_found, case_closed, not_a_contact, in_the_future. */
  @Post('cases/:id/follow-ups')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record what was done about contacts of a case; a quarantine is an isolation, too' })
  change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) caseId: string,
    @Body({ schema: followUpChange }) body: FollowUpChange,
  ): Promise<{ items: FollowUpAnswer[] }> {
    return this.followUps.change(actor, caseId, body);
  }

  /** Refuses: not_found. */
  @Get('traces/:id/communes')
  @ApiOperation({ summary: 'Contacts by the commune that looks after them, most first' })
  byCommune(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
  ): Promise<{ items: CommuneContacts[] }> {
    return this.communes.list(actor, traceId);
  }

  @Get('tracing-clock')
  @ApiOperation({ summary: 'Positive, list, notice, quarantine: each case of the last days, and medians by district' })
  tracingClock(
    @CurrentActor() actor: Actor,
    @Query({ schema: clockQuery }) { days }: ClockQuery,
  ): Promise<TracingClock> {
    return this.clock.read(actor, days);
  }
}
