import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compress } from './build/compress.mjs';
import { offlineShell } from './build/offline-shell.mjs';
import { onePage } from './build/one-page.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** One page an audience; each is an entry of its own, so that a phone at a gate loads nothing of the console. */
const PAGES = {
  start: 'index.html',
  console: 'console/index.html',
  command: 'command/index.html',
  portal: 'portal/index.html',
  join: 'join/index.html',
  scan: 'scan/index.html',
};
const SERVICE_WORKER = 'src/scan/service-worker.ts';

export default defineConfig({
  root: here('.'),
  plugins: [
    react(),
    onePage(here('page.html')),
    offlineShell({
      entry: SERVICE_WORKER,
      page: PAGES.scan,
      also: ['/scan.webmanifest', '/icon.svg', '/icons/192.png'],
    }),
    compress(here('../../dist/web')),
  ],
  resolve: { alias: { '@app/contracts': here('../../libs/contracts/src/index.ts') } },
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // the policy of the pages allows no data: scripts, and hashed files are cached for good anyway
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries({ ...PAGES, 'scan-worker': SERVICE_WORKER }).map(([name, file]) => [name, here(file)]),
      ),
      output: {
        // browsers look for a newer service worker under the name they know
        entryFileNames: ({ name }) => (name === 'scan-worker' ? 'scan-worker.js' : 'assets/[name]-[hash].js'),
      },
      // schemas are values made by calls: without this every page would carry zod and all of them
      treeshake: { moduleSideEffects: (id) => !id.includes('/libs/contracts/') },
    },
  },
  server: { proxy: { '/api': 'http://localhost:3000', '/.well-known': 'http://localhost:3000' } },
});
