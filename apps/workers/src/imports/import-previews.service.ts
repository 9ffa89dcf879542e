import { Injectable } from '@nestjs/common';
import type { Actor, ImportPreview } from '@app/contracts';
import { DataImport, Files } from '@app/database';
import { asSystem } from '@app/platform';
import type { Upload } from '@app/platform';
import { type ColumnMapping, DataImports, guessColumns, openTable, storedBytes } from '@app/tables';
import { DataSource, IsNull, Not } from 'typeorm';
import { WORKER_COLUMNS } from './worker-columns.js';

const SAMPLES = 3;

/** How a file begins, for somebody to say what its columns are. */
@Injectable()
export class ImportPreviewsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: Files,
    private readonly imports: DataImports,
  ) {}

  /** Nothing of the file is kept. @throws not_found, too_large, unsupported_file, wrong_encoding, empty_file */
  async preview(actor: Actor, upload: Upload<{ organisationId: string }>): Promise<ImportPreview> {
    const { organisationId } = upload.fields;
    const file = await this.imports.keep(actor, organisationId, upload);
    try {
      const { header, batches } = await openTable(await storedBytes(this.files, file.id));
      const first = await batches.next();
      await batches.return();
      const remembered = await this.remembered(organisationId);
      return {
        headers: header,
        columns: guessColumns(header, WORKER_COLUMNS, remembered),
        samples: (first.value ?? []).slice(0, SAMPLES).map(({ cells }) => header.map((_, at) => cells[at] ?? '')),
      };
    } finally {
      await asSystem('files', () => this.files.remove(this.dataSource.manager, file.id));
    }
  }

  /** What somebody last said about columns here. */
  private async remembered(organisationId: string): Promise<ColumnMapping> {
    const [last] = await this.dataSource.manager.find(DataImport, {
      where: { organisationId, kind: 'workers', mapping: Not(IsNull()) },
      order: { id: 'DESC' },
      take: 1,
    });
    return last?.mapping ?? {};
  }
}
