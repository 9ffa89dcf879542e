import { Injectable } from '@nestjs/common';
import { asSystem, FieldCipher, SEAL_BYTES } from '@app/platform';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { StoredFile } from './entities/index.js';
import { newId } from './ids.js';

const CHUNK = 1024 * 1024;

/** What a piece of a file is bound to. */
export const chunkRow = (fileId: string, seq: number): string => `${fileId}:${seq}`;

/** Uploaded and made files, kept in the database so that every process, and the backup, has them; sealed piece by piece. */
@Injectable()
export class Files {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cipher: FieldCipher,
  ) {}

  /** Stores a stream in pieces of 1 MiB; memory stays bounded. Nothing is left behind when the stream fails. */
  save(name: string, mediaType: string, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    return asSystem('files', () => this.store(name, mediaType, content));
  }

  private async store(name: string, mediaType: string, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const id = newId();
    const files = this.dataSource.getRepository(StoredFile);
    await files.insert({ id, name, mediaType, bytes: '0', sha256: '' });
    try {
      const { bytes, sha256 } = await this.writeChunks(id, content);
      await files.update(id, { bytes: String(bytes), sha256 });
      return await files.findOneByOrFail({ id });
    } catch (error) {
      await files.delete(id);
      throw error;
    }
  }

  private async writeChunks(
    id: string,
    content: AsyncIterable<Uint8Array>,
  ): Promise<{ bytes: number; sha256: string }> {
    const hash = createHash('sha256');
    let [bytes, seq] = [0, 0];
    let waiting: Uint8Array[] = [];
    let size = 0;
    const flush = async (): Promise<void> => {
      if (size === 0) return;
      const data = Buffer.concat(waiting);
      [waiting, size] = [[], 0];
      await this.dataSource.query('insert into stored_file_chunk (file_id, seq, data) values ($1, $2, $3)', [
        ...[id, seq, this.cipher.seal(data, 'stored_file_chunk.data', chunkRow(id, seq))],
      ]);
      seq++;
    };
    for await (const piece of content) {
      hash.update(piece);
      bytes += piece.length;
      size += piece.length;
      waiting.push(piece);
      if (size >= CHUNK) await flush();
    }
    await flush();
    return { bytes, sha256: hash.digest('hex') };
  }

  /** The bytes of a stored file, read piece by piece. */
  open(id: string): Readable {
    return Readable.from(this.chunks(id), { objectMode: false });
  }

  private async *chunks(id: string): AsyncGenerator<Buffer> {
    for (let seq = 0; ; seq++) {
      const piece = await this.piece(id, seq);
      if (!piece) return;
      yield piece;
    }
  }

  /** One piece of a stored file; undefined after the last. @throws Error when it was changed */
  async piece(id: string, seq: number): Promise<Buffer | undefined> {
    const rows = await asSystem('files', () =>
      this.dataSource.query<{ data: Buffer }[]>('select data from stored_file_chunk where file_id = $1 and seq = $2', [
        ...[id, seq],
      ]),
    );
    return rows[0] && this.cipher.open(rows[0].data, 'stored_file_chunk.data', chunkRow(id, seq));
  }

  /** Bytes of each piece, in order. */
  async pieceSizes(id: string): Promise<number[]> {
    const rows = await asSystem('files', () =>
      this.dataSource.query<{ bytes: number }[]>(
        'select length(data) as bytes from stored_file_chunk where file_id = $1 order by seq',
        [id],
      ),
    );
    return rows.map(({ bytes }) => bytes - SEAL_BYTES);
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(StoredFile, id);
  }
}
