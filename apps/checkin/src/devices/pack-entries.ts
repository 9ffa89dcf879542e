import { Injectable } from '@nestjs/common';
import { type PackEntry, secondsOf } from '@app/contracts';
import { DataSource } from 'typeorm';
import { CodeTokens } from '../codes/code-tokens.js';
import type { Ruling } from '../gate/decide.js';
import { rulingsOn } from '../gate/rulings.js';
import { codesOf } from './pack-codes.js';
import { packKeyOf } from './pack-text.js';
import { type PackScope, packWorkers, type PackWorker } from './pack.queries.js';

const STRETCH = 1_000;

/** What the gates of a site do with each code of the organisation's workers, by its rules as they stand now. */
@Injectable()
export class PackEntries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: CodeTokens,
  ) {}

  /** Read in stretches, so that others get their turn. */
  async of({ organisationId, siteId, withNames }: PackScope, salt: string): Promise<PackEntry[]> {
    const entries: PackEntry[] = [];
    for (let last = 0; ;) {
      const workers = await packWorkers(this.dataSource.manager, organisationId, last, STRETCH);
      for (const [worker, ruling] of await this.ruled(workers, siteId))
        entries.push(...this.entriesOf(worker, ruling, salt, withNames));
      if (workers.length < STRETCH) return entries;
      last = workers.at(-1)!.no;
    }
  }

  private entriesOf(worker: PackWorker, { decision, reasons }: Ruling, salt: string, withNames: boolean): PackEntry[] {
    const name = withNames ? worker.fullName : null;
    const { inForce, lost } = codesOf(this.tokens, worker);
    return [
      ...inForce.map((code): PackEntry => [packKeyOf(salt, code), decision, reasons, name]),
      ...lost.map((code): PackEntry => [packKeyOf(salt, code), 'stop', ['unknown_code'], name]),
    ];
  }

  private async ruled(workers: readonly PackWorker[], siteId: string): Promise<[PackWorker, Ruling][]> {
    const at = secondsOf(new Date());
    const passages = workers.map(({ no }) => ({ workerNo: no, siteId, at, codeReplayed: false }));
    const rulings = await rulingsOn(this.dataSource.manager, passages);
    return workers.map((worker, index) => [worker, rulings[index]!]);
  }
}
