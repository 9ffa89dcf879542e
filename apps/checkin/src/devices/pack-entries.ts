import { Injectable } from '@nestjs/common';
import { type PackEntry, secondsOf } from '@app/contracts';
import { DataSource } from 'typeorm';
import { isolationsOf } from '../check-ins/check-ins.queries.js';
import { decide } from '../check-ins/gate-rules.js';
import { CodeTokens } from '../codes/code-tokens.js';
import { grouped } from '../stays/grouped.js';
import { codesOf } from './pack-codes.js';
import { packKeyOf } from './pack-text.js';
import { packWorkers, type PackWorker } from './pack.queries.js';

const STRETCH = 1_000;

/** What the gate does with each code of an organisation's workers, by its rules as they stand now. */
@Injectable()
export class PackEntries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: CodeTokens,
  ) {}

  /** Read in stretches, so that others get their turn. */
  async of(organisationId: string, salt: string, withNames: boolean): Promise<PackEntry[]> {
    const entries: PackEntry[] = [];
    for (let last = 0; ;) {
      const workers = await packWorkers(this.dataSource.manager, organisationId, last, STRETCH);
      for (const [worker, decided] of await this.decided(workers))
        entries.push(...this.entriesOf(worker, decided, salt, withNames));
      if (workers.length < STRETCH) return entries;
      last = workers.at(-1)!.no;
    }
  }

  private entriesOf(
    worker: PackWorker,
    { decision, reasons }: ReturnType<typeof decide>,
    salt: string,
    withNames: boolean,
  ): PackEntry[] {
    const name = withNames ? worker.fullName : null;
    const { inForce, lost } = codesOf(this.tokens, worker);
    return [
      ...inForce.map((code): PackEntry => [packKeyOf(salt, code), decision, reasons, name]),
      ...lost.map((code): PackEntry => [packKeyOf(salt, code), 'stop', ['unknown_code'], name]),
    ];
  }

  private async decided(workers: readonly PackWorker[]) {
    const at = secondsOf(new Date());
    const nos = workers.map(({ no }) => no);
    const isolations = grouped(await isolationsOf(this.dataSource.manager, nos), ({ workerNo }) => workerNo);
    return workers.map((worker) => {
      const state = { ...worker, isolations: isolations.get(worker.no) ?? [], codeReplayed: false };
      return [worker, decide(state, at)] as const;
    });
  }
}
