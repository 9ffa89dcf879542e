import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  id,
  page,
  revisionNumber,
  type Actor,
  type List,
  type Page,
  type Revision,
  type RevisionChange,
  type TraceAnswer,
} from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { FollowingService } from './following.service.js';
import { RevisionsService } from './revisions.service.js';

@ApiTags('traces')
@Roles('health_officer')
@Controller('traces/:id')
export class FollowingController {
  constructor(
    private readonly following: FollowingService,
    private readonly revisions: RevisionsService,
  ) {}

  /**
   * Refuses: not_found, not_followable (a backward trace), not_ready (it is not done), invalid_status (every case of it is
   * closed or withdrawn).
   */
  @Post('follow')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Work the trace out anew whenever presence, isolations, cases, records or places change that it may rest on',
  })
  follow(@CurrentActor() actor: Actor, @Param('id', { schema: id }) traceId: string): Promise<TraceAnswer> {
    return this.following.follow(actor, traceId);
  }

  /** Refuses: not_found. */
  @Post('unfollow')
  @HttpCode(200)
  @ApiOperation({ summary: 'Leave the trace as it is by now; closing its last open case does the same' })
  unfollow(@CurrentActor() actor: Actor, @Param('id', { schema: id }) traceId: string): Promise<TraceAnswer> {
    return this.following.unfollow(actor, traceId);
  }

  /** Refuses: not_found. */
  @Get('revisions')
  @ApiOperation({
    summary: 'The lists that a followed trace has had, newest first, with how many came in, left and moved',
  })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Query({ schema: page }) wish: Page,
  ): Promise<List<Revision>> {
    return this.revisions.list(actor, traceId, wish);
  }

  /** Refuses: not_found (the trace, or the revision). */
  @Get('revisions/:revision/changes')
  @ApiOperation({ summary: 'Who came in with a revision, who moved to another level, who left, and why' })
  changes(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) traceId: string,
    @Param('revision', { schema: revisionNumber }) revision: number,
    @Query({ schema: page }) wish: Page,
  ): Promise<List<RevisionChange>> {
    return this.revisions.changes(actor, traceId, revision, wish);
  }
}
