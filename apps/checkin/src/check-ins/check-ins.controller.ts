import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, checkIn, type CheckInAnswer, checkInBatch, type CheckInRequest } from '@app/contracts';
import { CurrentActor, ForDevices, Roles } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { type BatchItem, batchItems } from './batch-answer.js';
import { CheckInsService } from './check-ins.service.js';

const RECORDERS = ['province_admin', 'enterprise_admin', 'personnel', 'gate_guard', 'worker', 'service'] as const;

@ApiTags('check-ins')
@Controller('check-ins')
export class CheckInsController {
  constructor(private readonly checkIns: CheckInsService) {}

  /** Refusals: unknown_worker, unknown_place, unknown_code, in_the_future, id_reused. */
  @Post()
  @Roles(...RECORDERS)
  @ForDevices()
  @ApiOperation({ summary: 'Somebody was seen at a place; the same id again gets the first answer' })
  async record(
    @CurrentActor() actor: Actor,
    @Body({ schema: checkIn }) body: CheckInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CheckInAnswer> {
    const { answer, replayed } = await this.checkIns.record(actor, body);
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
    @Body({ schema: checkInBatch }) { items }: { items: unknown[] },
  ): Promise<{ items: BatchItem[] }> {
    return { items: batchItems(items, await this.checkIns.recordBatch(actor, items)) };
  }
}
