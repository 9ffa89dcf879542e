import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENVIRONMENT, type Environment, FieldCipher, Keys, type SealedField } from '@app/platform';
import { DataSource, type QueryRunner } from 'typeorm';
import { makeDataSource } from './data-source.js';
import { PlainFileChunk, StoredFileChunk } from './entities/index.js';
import { chunkRow } from './files.js';
import { SEALED_COLUMNS, type SealedColumn } from './sealed-fields.js';

/** Key of the advisory lock under which one of several processes that start together seals. */
const LOCK = 727_011;
const BATCH = 20_000;

interface PlainRow {
  row_id: string;
  value: string;
}

/**
 * Seals what a migration from an older schema, or the restore of an older backup, has left in `plain_field`, before
 * anything is served. It goes on where it was interrupted: each batch is one transaction. At the end the tables are
 * written anew, for PostgreSQL keeps what a dropped column held.
 */
@Injectable()
export class PlainFields implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: FieldCipher,
    private readonly keys: Keys,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!(await this.isWaiting())) return;
    const owner = await makeDataSource(this.environment.DATABASE_URL!, 1).initialize(); // tables are written anew by who owns them
    const runner = owner.createQueryRunner();
    try {
      await runner.query('select pg_advisory_lock($1)', [LOCK]);
      if (!(await this.isWaiting())) return;
      for (const [field, column] of SEALED_COLUMNS) while ((await this.sealBatch(runner, field, column)) === BATCH);
      while (await this.sealPiece(runner));
      if (await this.isWaiting('left'))
        throw new Error('Values of an older schema are left that belong to no sealed column.');
      const tables = new Set([...SEALED_COLUMNS.values()].map(({ table }) => table));
      for (const table of tables) await runner.query(`vacuum (full, analyze) ${table}`);
      await runner.query('truncate plain_field, plain_file_chunk');
    } finally {
      await runner.query('select pg_advisory_unlock_all()');
      await runner.release();
      await owner.destroy();
    }
  }

  /** Whether anything waits; `left`: apart from the mark that a migration leaves until the tables are written anew. */
  private async isWaiting(what: 'any' | 'left' = 'any'): Promise<boolean> {
    const rows = await this.dataSource.query<{ is: boolean }[]>(
      `select exists (select from plain_field where field <> '' or $1 = 'any')
           or exists (select from plain_file_chunk) as is`,
      [what],
    );
    return rows[0]!.is;
  }

  private async sealBatch(runner: QueryRunner, field: SealedField, column: SealedColumn): Promise<number> {
    return runner.manager.transaction(async (manager) => {
      const rows = await manager.query<PlainRow[]>('select row_id, value from plain_field where field = $1 limit $2', [
        ...[field, BATCH],
      ]);
      const { table, column: name, row, index } = column;
      await manager.query(
        `update ${table} t set ${name} = d.sealed ${index ? `, ${index.column} = d.mark` : ''}
         from unnest($1::text[], $2::bytea[], $3::bytea[]) as d(row_id, sealed, mark)
         where ${row} = d.row_id and ${name} is null`,
        [
          rows.map(({ row_id }) => row_id),
          rows.map(({ row_id, value }) => this.cipher.sealText(value, field, row_id)),
          rows.map(({ value }) => index?.of(this.keys, value) ?? null),
        ],
      );
      const done = rows.map(({ row_id }) => row_id);
      await manager.query('delete from plain_field where field = $1 and row_id = any($2)', [field, done]);
      return rows.length;
    });
  }

  /** Seals one piece of a file. @returns false when there was none left */
  private async sealPiece(runner: QueryRunner): Promise<boolean> {
    return runner.manager.transaction(async (manager) => {
      const [piece] = await manager.find(PlainFileChunk, { take: 1 });
      if (!piece) return false;
      const { fileId, seq } = piece;
      const data = this.cipher.seal(piece.data, 'stored_file_chunk.data', chunkRow(fileId, seq));
      await manager.insert(StoredFileChunk, { fileId, seq, data });
      await manager.delete(PlainFileChunk, { fileId, seq });
      return true;
    });
  }
}
