import { newId, type SealedSecrets, type WorkerCipher, type WorkerSecrets } from '@app/database';
import type { EntityManager } from 'typeorm';
import { STAGE } from './worker-stage.queries.js';

type Known = SealedSecrets & { id: string };
const KNOWN = (table: string): string =>
  `${table}.code, ${table}.id, ${table}.identity_number as "identityNumber", ${table}.phone, ${table}.address`;

/**
 * Seals rows of workers before they are staged, for a stage lies on the disk too. Values that are as they were keep
 * their bytes: comparing needs no key then.
 */
export class SealedWorkers {
  private known = new Map<string, Known>();

  constructor(
    private readonly manager: EntityManager,
    private readonly organisationId: string,
    private readonly cipher: WorkerCipher,
  ) {}

  /** Looks up who of a batch of rows stands there already. */
  async load(codes: readonly string[]): Promise<void> {
    const rows = await this.manager.query<(Known & { code: string })[]>(
      `select ${KNOWN('w')} from worker w where w.organisation_id = $1 and w.code = any($2::text[])`,
      [this.organisationId, codes],
    );
    this.known = new Map(rows.map((row) => [row.code, row]));
  }

  /** Sealed for the id that the worker has, or will have. */
  seal(code: string, plain: WorkerSecrets): ReturnType<WorkerCipher['seal']> & { id: string } {
    const known = this.known.get(code);
    const id = known?.id ?? newId();
    return { id, ...this.cipher.seal(id, plain, known) };
  }

  /** Seals staged rows anew whose worker came to be meanwhile: they are bound to an id that it does not have. */
  async rebind(): Promise<void> {
    const rows = await this.manager.query<(Known & { row: number; code: string })[]>(
      `select s.row, ${KNOWN('s')} from ${STAGE} s join worker w on w.organisation_id = $1 and w.code = s.code
       where s.state = 'new' and s.id <> w.id`,
      [this.organisationId],
    );
    if (rows.length === 0) return;
    await this.load(rows.map(({ code }) => code));
    for (const { row, code, ...staged } of rows) {
      const { id, identityNumber, phone, address } = this.seal(code, this.cipher.open(staged.id, staged));
      await this.manager.query(
        `update ${STAGE} set id = $2, identity_number = $3, phone = $4, address = $5 where row = $1`,
        [row, id, identityNumber, phone, address],
      );
    }
  }
}
