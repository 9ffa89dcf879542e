import { Injectable } from '@nestjs/common';
import { type Actor, isoOf, type List, type OwnCheckIn, ownCheckInKey, type OwnGate, type Page } from '@app/contracts';
import { Audit, cursorOf, listOf, workerFor } from '@app/database';
import { asSystem } from '@app/platform';
import { DataSource } from 'typeorm';
import { rulingsOn } from '../gate/rulings.js';
import { checkInsOf, type OwnCheckInRow } from './own-check-ins.queries.js';

/** What a worker may see of the own passing through gates. */
@Injectable()
export class OwnCheckInsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** The latest first, the void ones too. @throws not_found */
  async list(actor: Actor, workerId: string, page: Page): Promise<List<OwnCheckIn>> {
    const { manager } = this.dataSource;
    const { no } = await workerFor(manager, actor, workerId);
    const after = cursorOf(page, ownCheckInKey);
    const rows = await asSystem('own_data', () => checkInsOf(manager, no, after, page.limit + 1));
    await this.audit.record(manager, actor, { action: 'check_ins.read', subject: `worker:${workerId}` });
    const keyOf = ({ at, id }: OwnCheckInRow) => [at.toISOString(), id];
    return listOf(rows, page, keyOf, (row) => ({ ...row, at: isoOf(row.at) }));
  }

  /** What the gate of the own site would do with the worker now, and why. @throws not_found */
  async gate(actor: Actor, workerId: string): Promise<OwnGate> {
    const { manager } = this.dataSource;
    const { no, siteId } = await workerFor(manager, actor, workerId);
    const at = Math.floor(Date.now() / 1000);
    const passage = { workerNo: no, at, siteId, codeReplayed: false };
    const [ruling] = await asSystem('gate_ruling', () => rulingsOn(manager, [passage]));
    await this.audit.record(manager, actor, { action: 'gate.read', subject: `worker:${workerId}` });
    return { decision: ruling!.decision, reasons: ruling!.reasons };
  }
}
