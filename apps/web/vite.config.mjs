import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** One page an audience; each is an entry of its own, so that a phone at a gate loads nothing of the console. */
const PAGES = { start: 'index.html', console: 'console/index.html' };

export default defineConfig({
  root: here('.'),
  plugins: [react()],
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
