import { Inject, Injectable } from '@nestjs/common';
import { type ExportRecord, Files, type StoredFile } from '@app/database';
import { DomainError, ENVIRONMENT, type Environment } from '@app/platform';
import type { ClaimedWork } from '@app/queue';
import { createHash, type Hash } from 'node:crypto';
import type { Counted } from '../lists/list-rows.js';
import type { Cell, ListQuery } from '../lists/list-query.js';
import type { TraceBasis } from '../lists/trace-basis.queries.js';
import type { WrittenPart } from './export-files.queries.js';
import { hashed, MEDIA_TYPES, take, writePart } from './part-writer.js';

/** A list that is being written. */
export interface Writing {
  work: ClaimedWork;
  record: ExportRecord;
  list: ListQuery;
  basis: TraceBasis | null;
}

/** Writes the rows of a list into files of a bounded number of rows. */
@Injectable()
export class ExportParts {
  constructor(
    private readonly files: Files,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * Writes every part, then looks whether the rows that came, and the marks on them, are those that were counted.
   * @throws rows_differ
   */
  async write(
    writing: Writing,
    rows: AsyncGenerator<Cell[]>,
    expected: Counted,
  ): Promise<{ parts: WrittenPart[]; sha256: string }> {
    const limit = this.environment.EXPORT_PART_ROWS;
    const addedAt = writing.list.columns.findIndex(([name]) => name === 'added');
    const whole = createHash('sha256');
    const parts: WrittenPart[] = [];
    let added = 0;
    try {
      for (let done = 0; parts.length === 0 || done < expected.rows; done += limit) {
        const part = parts.length + 1;
        let count = 0;
        const taken = take(rows, limit, (n, row) => {
          count = n;
          if (row[addedAt] === true) added++;
          writing.work.progress((done + n) / (expected.rows + 1));
        });
        const file = await this.save(writing, part, taken, whole);
        parts.push({ part, name: file.name, fileId: file.id, rows: count, sha256: file.sha256 });
      }
      const total = parts.reduce((sum, part) => sum + part.rows, 0);
      const agree = total === expected.rows && added === expected.added;
      if (!agree || !(await rows.next()).done) throw new DomainError('rows_differ');
    } finally {
      await rows.return(undefined);
    }
    return { parts, sha256: whole.digest('hex') };
  }

  private save(
    { record: { id, kind, format }, list, basis }: Writing,
    part: number,
    rows: AsyncIterable<Cell[]>,
    whole: Hash,
  ): Promise<StoredFile> {
    const columns = list.columns.map(([name]) => name);
    const bytes = hashed(writePart(format, columns, rows), whole);
    const name = basis?.complete === false ? `${kind}-so-far-${id}` : `${kind}-${id}`;
    return this.files.save(`${name}-${part}.${format}`, MEDIA_TYPES[format], bytes);
  }
}
