// A folder under the temporary files that goes when the process ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function throwAwayFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'truyvet-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
