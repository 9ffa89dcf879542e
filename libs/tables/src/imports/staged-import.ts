import type { Files } from '@app/database';
import { DomainError } from '@app/platform';
import type { ClaimedWork } from '@app/queue';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Column } from '../reading/columns.js';
import type { TableOptions } from '../reading/table.js';
import { type OpenedImport, openImport } from './import-run.js';

/** What one kind of import does with its rows. */
export interface ImportSteps<Name extends string, Tally extends { read: number }> {
  columns: readonly Column<Name>[];
  options?: TableOptions;
  /** Share of the progress that reading the file makes; the rest is the publishing. */
  reading: number;
  /** Makes the connection's own table in which rows wait, afresh. */
  makeStage: (manager: EntityManager) => Promise<unknown>;
  dropStage: (manager: EntityManager) => Promise<unknown>;
  /** Reads the rows into it. `onBatch` is called after each batch of rows; it throws to stop. */
  stage: (runner: QueryRunner, opened: OpenedImport<Name>, onBatch: () => void) => Promise<Tally>;
  /** Takes them over with their counts, in one transaction that holds the claim. */
  publish: (manager: EntityManager, opened: OpenedImport<Name>, tally: Tally) => Promise<void>;
}

/**
 * Runs an import: rows are staged one by one, then published in one transaction. Doing so twice is safe: the stage is the
 * connection's own, and an import that has counts was published.
 * @throws what reading the file refuses (empty_file, truncated_file …); nothing is changed then
 */
export async function runStaged<Name extends string, Tally extends { read: number }>(
  dataSource: DataSource,
  files: Files,
  work: ClaimedWork,
  steps: ImportSteps<Name, Tally>,
): Promise<void> {
  const opened = await openImport(dataSource, files, work.id, steps.columns, steps.options);
  // the counts are written with the rows: an import that has any was published, and only its end was not noted
  if (opened.record.read > 0) return void (await opened.table.batches.return());
  const runner = dataSource.createQueryRunner();
  const onBatch = (): void => {
    work.signal.throwIfAborted();
    work.progress(steps.reading * opened.table.fraction());
  };
  try {
    await steps.makeStage(runner.manager);
    const tally = await steps.stage(runner, opened, onBatch);
    if (tally.read === 0) throw new DomainError('empty_file', 'The file has a header and no rows.');
    await runner.manager.transaction(async (manager) => {
      await work.assertHeld(manager);
      await steps.publish(manager, opened, tally);
    });
  } finally {
    await opened.table.batches.return();
    if (!runner.isReleased) await steps.dropStage(runner.manager).finally(() => runner.release());
  }
}
