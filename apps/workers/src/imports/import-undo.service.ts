import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/contracts';
import { Audit, DataImport } from '@app/database';
import { asSystem, DomainError, FieldCipher } from '@app/platform';
import { workOf } from '@app/queue';
import { DataImports } from '@app/tables';
import { DataSource } from 'typeorm';
import { lockPersons } from '../workers/persons.queries.js';
import { isTouched, putBack } from './import-undo.queries.js';
import { lockWorkers } from './merge.queries.js';
import { WORKER_IMPORT } from './worker-columns.js';

/** Undoing a published import of workers. */
@Injectable()
export class ImportUndoService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly imports: DataImports,
    private readonly audit: Audit,
    private readonly cipher: FieldCipher,
  ) {}

  /**
   * Puts everything back as it was; a second time nothing happens. Only whole: where one of its workers was changed or used
   * since, nobody could say what the record ought to be. @throws not_found, import_in_use, import_touched
   */
  async takeBack(actor: Actor, id: string): Promise<void> {
    const { organisationId } = await this.imports.require(actor, [WORKER_IMPORT], id);
    await asSystem('take_back', () => this.undo(actor, id, organisationId));
  }

  private undo(actor: Actor, id: string, organisationId: string): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      await lockWorkers(manager, organisationId);
      const record = await manager.findOneByOrFail(DataImport, { id });
      const work = await workOf(manager, id);
      if (work && (work.status === 'queued' || work.status === 'running')) throw new DomainError('import_in_use');
      if (record.takenBackAt) return;
      if (!record.publishedAt) throw new DomainError('import_touched', 'It changed nothing, or too long ago.');
      await lockPersons(manager);
      if (await isTouched(manager, id, this.cipher.currentKey)) throw new DomainError('import_touched');
      const details = await putBack(manager, id);
      await manager.update(DataImport, id, { takenBackAt: () => 'now()' });
      await this.audit.record(manager, actor, { action: 'import.take_back', subject: `import:${id}`, details });
    });
  }
}
