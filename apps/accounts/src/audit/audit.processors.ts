import { Inject, Injectable } from '@nestjs/common';
import { AuditChain } from '@app/database';
import { ENVIRONMENT, type Environment } from '@app/platform';
import { type ClaimedWork, type JobProcessor, Processes } from '@app/queue';
import { AnchorsService } from './anchors.service.js';

/**
 * Seals what was written into the log since the last time. It promises that an event waits for some seconds at most.
 * Running twice is safe: a seal and the end of its events' waiting are one transaction, and two seals of one number are
 * refused by their key.
 */
@Injectable()
@Processes('audit.seal')
export class SealProcessor implements JobProcessor {
  constructor(private readonly chain: AuditChain) {}

  async process({ signal }: ClaimedWork): Promise<void> {
    while ((await this.chain.seal()) > 0) signal.throwIfAborted();
  }
}

/** Anchors the head of the chain outside the database. Running twice is safe: the same head twice says the same. */
@Injectable()
@Processes('audit.anchor')
export class AnchorProcessor implements JobProcessor {
  constructor(private readonly anchors: AnchorsService) {}

  process({ signal }: ClaimedWork): Promise<void> {
    return this.anchors.anchor(signal);
  }
}

/**
 * Deletes events older than AUDIT_DAYS, whole seals at a time, so that the chain can be verified from where it then
 * begins. Running twice is safe: what is gone stays so.
 */
@Injectable()
@Processes('audit.prune')
export class AuditPruneProcessor implements JobProcessor {
  constructor(
    private readonly chain: AuditChain,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  async process({ signal }: ClaimedWork): Promise<void> {
    while ((await this.chain.cut(this.environment.AUDIT_DAYS)) > 0) signal.throwIfAborted();
  }
}
