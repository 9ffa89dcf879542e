import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  checkIn,
  type CheckInAnswer,
  checkInBatch,
  type CheckInBatch,
  type CheckInRequest,
  checkInVoid,
  id,
  type VoidedCheckIn,
} from '@app/contracts';
import { DatabaseWatch } from '@app/database';
import { CurrentActor, ForDevices, Roles } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { type BatchItem, batchItems } from './batch-answer.js';
import { CheckInsService } from './check-ins.service.js';
import { VoidsService } from './voids.service.js';

const RECORDERS = ['province_admin', 'enterprise_admin', 'personnel', 'gate_guard', 'worker', 'service'] as const;

@ApiTags('check-ins')
@Controller('check-ins')
export class CheckInsController {
  constructor(
    private readonly checkIns: CheckInsService,
    private readonly voids: VoidsService,
    private readonly watch: DatabaseWatch,
  ) {}

  /** Refusals: unknown_worker, unknown_place, unknown_code, in_the_future, too_old, id_reused, unavailable. */
  @Post()
  @Roles(...RECORDERS)
  @ForDevices()
  @ApiOperation({ summary: 'Somebody was seen at a place; the same id again gets the first answer' })
  async record(
    @CurrentActor() actor: Actor,
    @Body({ schema: checkIn }) body: CheckInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CheckInAnswer> {
    const { answer, replayed } = await this.watch.whileUp(this.checkIns.record(actor, body, receivedAt(reply)));
    if (replayed) void reply.header('Idempotency-Replayed', 'true');
    return answer;
  }

  /** Refusals stand at their items, with the codes of a single check-in; the whole is refused only when it is no list. */
  @Post('batch')
  @HttpCode(200)
  @Roles(...RECORDERS)
  @ForDevices()
  @ApiOperation({ summary: 'Up to 1,000 check-ins, each answered by itself and in order' })
  async recordBatch(
    @CurrentActor() actor: Actor,
    @Body({ schema: checkInBatch }) body: CheckInBatch,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: BatchItem[] }> {
    const outcomes = await this.watch.whileUp(this.checkIns.recordBatch(actor, body, receivedAt(reply)));
    return { items: batchItems(body.items, outcomes) };
  }

  /** Refusals: not_found, already_voided. */
  @Post(':id/void')
  @HttpCode(200)
  @Roles('province_admin', 'enterprise_admin', 'personnel')
  @ApiOperation({ summary: 'Take a wrong check-in back: it stays on record and counts for nothing' })
  takeBack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) checkInId: string,
    @Body({ schema: checkInVoid }) { reason }: { reason: string },
  ): Promise<VoidedCheckIn> {
    return this.voids.takeBack(actor, checkInId, reason);
  }
}

/** When the request began to come in: a long batch on a slow line says when it was sent at its start. */
const receivedAt = (reply: FastifyReply): number => Date.now() - reply.elapsedTime;
