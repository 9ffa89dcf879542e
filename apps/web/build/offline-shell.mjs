import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** What a phone at a gate loads before its camera reads the first code (docs/decisions/0037). */
const MOST_SCRIPT = 120_000;

/** The files that a page needs to be shown and those it may load later, by name. */
function reachedFrom(bundle, page) {
  const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
  const entry = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${page}`));
  const now = new Set();
  const later = new Set();
  const visit = (name, into) => {
    if (now.has(name) || into.has(name) || bundle[name]?.type !== 'chunk') return;
    into.add(name);
    for (const next of bundle[name].imports) visit(next, into);
    for (const next of bundle[name].dynamicImports) visit(next, later);
  };
  visit(entry.fileName, now);
  const styles = [...now].flatMap((name) => [...(bundle[name].viteMetadata?.importedCss ?? [])]);
  return { now: [...now, ...styles], later: [...later].filter((name) => !now.has(name)) };
}

/** The reader of codes comes when a camera is opened, and only where the browser has none of its own. */
const isReader = ({ moduleIds }) => moduleIds.some((id) => id.includes('/node_modules/barcode-detector/'));

/**
 * Tells the service worker of a page which files it keeps for the time without a network, under a version that follows
 * from their content, and fails where the scripts of the page have grown too heavy.
 */
export const offlineShell = ({ entry, page, also }) => ({
  name: 'offline-shell',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const { now, later } = reachedFrom(bundle, page);
    const scripts = [...now, ...later].filter((name) => bundle[name].type === 'chunk' && !isReader(bundle[name]));
    const weights = Object.fromEntries(scripts.map((name) => [name, gzipSync(bundle[name].code).length]));
    const weight = Object.values(weights).reduce((sum, one) => sum + one, 0);
    if (weight > MOST_SCRIPT)
      this.error(`${page} loads ${weight} bytes of script, more than ${MOST_SCRIPT}: ${JSON.stringify(weights)}`);
    const html = bundle[page].source;
    const shell = [`/${page.replace('index.html', '')}`, ...also, ...[...now, ...later].map((name) => `/${name}`)];
    const hash = createHash('sha256').update(html).update(shell.join());
    for (const file of also) hash.update(readFileSync(new URL(`../public${file}`, import.meta.url)));
    const worker = Object.values(bundle).find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${entry}`));
    const version = hash.update(worker.code).digest('hex').slice(0, 16);
    const made = { version, shell };
    worker.code = worker.code.replace(/["'`]__OFFLINE_SHELL__["'`]/, () => JSON.stringify(JSON.stringify(made)));
    this.emitFile({
      type: 'asset',
      fileName: 'scan-weight.json',
      source: JSON.stringify({ script: weight, files: weights }),
    });
  },
});
