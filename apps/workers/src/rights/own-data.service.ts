import { Injectable } from '@nestjs/common';
import { type Actor, isoOf, type OwnData } from '@app/contracts';
import { Audit, snapshot, WorkerCipher, workerFor } from '@app/database';
import { asSystem, Keys } from '@app/platform';
import { DataSource } from 'typeorm';
import { today } from '../workers/today.js';
import { answerFor } from '../workers/worker-answer.js';
import { workerRow } from '../workers/workers.queries.js';
import { OWN_LISTS, type OwnList, recordsOf } from './own-data.queries.js';
import { requestAnswer, requestsOf } from './rights.queries.js';

/** Everything that is stored about somebody, for that person: in one piece, at once. */
@Injectable()
export class OwnDataService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly keys: Keys,
    private readonly cipher: WorkerCipher,
  ) {}

  /** Of the own record; other records of the person are those employers' to show. @throws not_found */
  async package(actor: Actor, workerId: string): Promise<OwnData> {
    const { no } = await workerFor(this.dataSource.manager, actor, workerId);
    return asSystem('own_data', () => this.collected(actor, workerId, no));
  }

  private collected(actor: Actor, workerId: string, no: number): Promise<OwnData> {
    return snapshot(
      this.dataSource,
      async (manager) => {
        const lists = {} as Record<OwnList, unknown[]>;
        for (const [name, sql] of Object.entries(OWN_LISTS)) lists[name as OwnList] = await recordsOf(manager, sql, no);
        const requests = (await requestsOf(manager, workerId)).map((row) => requestAnswer(this.keys, row, today()));
        const records = [answerFor(this.cipher, actor, await workerRow(manager, workerId, today()))];
        return { generatedAt: isoOf(new Date()), records, ...lists, requests };
      },
      (manager) => this.audit.record(manager, actor, { action: 'rights.package', subject: `worker:${workerId}` }),
    );
  }
}
