import react from '@vitejs/plugin-react';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** One page an audience; each is an entry of its own, so that a phone at a gate loads nothing of the console. */
const PAGES = {
  start: 'index.html',
  console: 'console/index.html',
  command: 'command/index.html',
  portal: 'portal/index.html',
  join: 'join/index.html',
};

const COMPRESSED = /\.(js|css|svg|wasm|html)$/;
/** Quick, and within a few percent of the best. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Leaves every file beside itself as .br and .gz: whoever serves the pages compresses nothing. */
const compress = () => ({
  name: 'compress',
  async closeBundle() {
    const folder = here('../../dist/web');
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

export default defineConfig({
  root: here('.'),
  plugins: [react(), compress()],
  resolve: { alias: { '@app/contracts': here('../../libs/contracts/src/index.ts') } },
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // the policy of the pages allows no data: scripts, and hashed files are cached for good anyway
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(PAGES).map(([name, file]) => [name, here(file)])),
      // schemas are values made by calls: without this every page would carry zod and all of them
      treeshake: { moduleSideEffects: (id) => !id.includes('/libs/contracts/') },
    },
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
