// JavaScript that a page's entry loads at first paint, gzipped: the scripts it names and all that these import at once.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('../../dist/web/', import.meta.url));
/** Of rolldown's output: `import{…}from"./x.js"` and `import"./x.js"`; `import("…")` comes later. */
const STATIC = /(?:\bfrom|\bimport)\s*["'](\.\/[^"']+\.js)["']/g;
const NAMED = /(?:src|href)="\/(assets\/[^"]+\.js)"/g;

/** kB goals at first paint. */
export const GOALS = { start: 350, console: 350, command: 350, portal: 350, scan: 120 };

const pageOf = (entry) => join(WEB, entry === 'start' ? 'index.html' : `${entry}/index.html`);
export const isThere = (entry) => existsSync(pageOf(entry));

/** @returns kB (of 1,000 bytes) and files */
export function weightOf(entry) {
  const wanted = [...readFileSync(pageOf(entry), 'utf8').matchAll(NAMED)].map(([, file]) => file);
  const files = new Set();
  for (let file = wanted.pop(); file; file = wanted.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const [, name] of readFileSync(join(WEB, file), 'utf8').matchAll(STATIC))
      wanted.push(`assets/${name.slice(2)}`);
  }
  const bytes = [...files].reduce((sum, file) => sum + statSync(join(WEB, `${file}.gz`)).size, 0);
  return { kb: bytes / 1_000, files: files.size };
}
