import { Injectable } from '@nestjs/common';
import { type Actor, isoOf, type PersonalCode, type ScreenCode, secondsOf, type TimedCode } from '@app/contracts';
import { Audit, type Place, workerFor } from '@app/database';
import { DataSource } from 'typeorm';
import { CodeTokens } from './code-tokens.js';
import { raiseVersion } from './codes.queries.js';
import { placeFor } from './place-for.js';
import { Sheets } from './sheets.js';
import { DIGITS, STEP_SECONDS, stepAt } from './steps.js';

/** Codes that change every thirty seconds: a photo of one is worth nothing two minutes later. */
@Injectable()
export class LiveCodesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly tokens: CodeTokens,
    private readonly sheets: Sheets,
  ) {}

  /** What the screen of a place shows now and next. @throws not_found */
  async screenCode(actor: Actor, placeId: string): Promise<ScreenCode> {
    const place = await placeFor(this.dataSource.manager, actor, placeId);
    const step = stepAt(secondsOf(new Date()));
    return { ...this.shownIn(place, step), next: this.shownIn(place, step + 1) };
  }

  /** The secret by which a worker's phone shows codes without a network. The phone that had one before has none now. @throws not_found */
  async issuePersonalCode(actor: Actor, workerId: string): Promise<PersonalCode> {
    const handle = await this.raisePhone(actor, workerId, 'phone.issue');
    const secret = this.tokens.secretOf(handle).toString('base64url');
    return { handle, secret, algorithm: 'SHA256', digits: DIGITS, stepSeconds: STEP_SECONDS };
  }

  /** No phone shows codes of this worker from now on. @throws not_found */
  async revokePersonalCode(actor: Actor, workerId: string): Promise<void> {
    await this.raisePhone(actor, workerId, 'phone.revoke');
  }

  /** The handle of the new version. */
  private raisePhone(actor: Actor, workerId: string, action: string): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const { no } = await workerFor(manager, actor, workerId);
      await raiseVersion(manager, 'phone', no);
      await this.audit.record(manager, actor, { action, subject: `worker:${workerId}` });
      return this.tokens.handle(await workerFor(manager, actor, workerId));
    });
  }

  private shownIn(place: Place, step: number): TimedCode {
    const code = this.sheets.addressOf(this.tokens.screen(place, step));
    return { code, validFrom: isoOf(step * STEP_SECONDS), validTo: isoOf((step + 1) * STEP_SECONDS) };
  }
}
