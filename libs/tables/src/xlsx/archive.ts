import { FileFault } from '../reading/file-fault.js';
import type { Readable } from 'node:stream';
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl';
import type { ByteSource } from '../reading/byte-source.js';

/** What a workbook may unpack to. A full sheet of 20 columns is about 1 GB; parts are streamed, so memory is no matter. */
const MAX_UNPACKED = 2 * 1024 ** 3;
/** Parts of a workbook; each costs a look at the file. */
const MAX_ENTRIES = 1_000;

/** Reads the ZIP's bytes where yauzl asks for them. */
class SourceReader extends RandomAccessReader {
  constructor(private readonly source: ByteSource) {
    super();
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return this.source.slice(start, end);
  }
}

const notAWorkbook = (): FileFault =>
  new FileFault('unsupported_file', 'This is a damaged or cut-off workbook. Save it again as .xlsx.');

/** The parts of a ZIP file by name. Unpacked sizes are checked before anything is unpacked, and while it is. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws unsupported_file when it is no whole ZIP, too_large when it would unpack to too much */
  static async open(source: ByteSource): Promise<Archive> {
    const zip = await new Promise<ZipFile>((resolve, reject) => {
      const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
      fromRandomAccessReader(new SourceReader(source), source.size, options, (error, file) =>
        error ? reject(notAWorkbook()) : resolve(file),
      );
    });
    if (zip.entryCount > MAX_ENTRIES) throw notAWorkbook();
    const entries = await list(zip);
    const unpacked = [...entries.values()].reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    if (unpacked > MAX_UNPACKED) throw new FileFault('too_large', 'The workbook unpacks to more than 2 GB.');
    return new Archive(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  sizeOf(name: string): number {
    return this.entries.get(name)?.uncompressedSize ?? 0;
  }

  /** The unpacked bytes of a part. @throws unsupported_file when it is absent, encrypted or damaged */
  async *read(name: string): AsyncGenerator<Buffer, void, undefined> {
    const entry = this.entries.get(name);
    if (!entry) throw notAWorkbook();
    const stream = await new Promise<Readable>((resolve, reject) =>
      this.zip.openReadStream(entry, (error, opened) => (error ? reject(notAWorkbook()) : resolve(opened))),
    );
    try {
      for await (const piece of stream) yield piece as Buffer;
    } catch (error) {
      throw isDamage(error) ? notAWorkbook() : error;
    } finally {
      stream.destroy();
    }
  }
}

/** Faults of the unpacking itself; those of the database below pass. */
const isDamage = (error: unknown): boolean =>
  error instanceof Error &&
  (/^Z_/.test((error as NodeJS.ErrnoException).code ?? '') ||
    /too (many|few) bytes in the stream/i.test(error.message));

function list(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('error', () => reject(notAWorkbook()));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}
