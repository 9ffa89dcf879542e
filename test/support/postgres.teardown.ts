import { rmSync } from 'node:fs';

export default async function tearDown(): Promise<void> {
  if (!globalThis.testPostgres) return;
  await globalThis.testPostgres.server.stop();
  rmSync(globalThis.testPostgres.base, { recursive: true, force: true });
}
