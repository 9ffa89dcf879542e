// npm run bench -- checkin: check-ins over HTTP beside plain commits, a plain Nest handler and COPY, in one interleaved run.
import { availableParallelism, cpus, totalmem } from 'node:os';
import { Server } from '../trace/postgres.mjs';
import { emit } from '../trace/report.mjs';
import { measure } from './measure.mjs';
import { readOptions } from './options.mjs';

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

async function run(options) {
  const server = await Server.start();
  try {
    await measure(server, options);
    const machine = { cores: availableParallelism(), processor: cpus()[0]?.model, memory_gib: totalmem() / 2 ** 30 };
    const programs = { node: process.version, postgresql: await server.version() };
    emit({ bench: 'checkin', case: 'machine', ...machine, ...programs, fsync: await server.setting('fsync') });
  } finally {
    await server.stop();
  }
}

try {
  await run(readOptions());
  process.exit(0);
} catch (error) {
  process.stderr.write(`The bench failed: ${error.stack}\n`);
  process.exit(1);
}
