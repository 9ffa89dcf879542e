import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSED = /\.(js|css|svg|wasm|html|webmanifest)$/;
/** Quick, and within a few percent of the best. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Leaves every file beside itself as .br and .gz: whoever serves the pages compresses nothing. */
export const compress = (folder) => ({
  name: 'compress',
  async closeBundle() {
    const names = readdirSync(folder, { recursive: true }).filter((name) => COMPRESSED.test(name));
    await Promise.all(
      names.map(async (name) => {
        const content = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.br`), await promisify(brotliCompress)(content, BROTLI));
        writeFileSync(join(folder, `${name}.gz`), await promisify(gzip)(content));
      }),
    );
  },
});
