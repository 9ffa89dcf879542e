// npm run bench -- trace: the contact graph of a province, beside SQL, DuckDB and C, in one interleaved run.
import { createRequire } from 'node:module';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { growth } from './growth.mjs';
import { measure } from './measure.mjs';
import { readOptions } from './options.mjs';
import { Server } from './postgres.mjs';
import { emit } from './report.mjs';

// what an index weighs is counted without garbage
setFlagsFromString('--expose-gc');
globalThis.gc = runInNewContext('gc');
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

async function run(options) {
  const server = await Server.start();
  try {
    await (options.growth ? growth(server, options) : measure(server, options));
    emit({ case: 'machine', ...(await machine(server)) });
  } finally {
    await server.stop();
  }
}

async function machine(server) {
  const duckDb = createRequire(import.meta.url)('@duckdb/node-api');
  return {
    ...{ cores: availableParallelism(), processor: cpus()[0]?.model, memory_gib: totalmem() / 2 ** 30 },
    ...{ node: process.version, postgresql: await server.version(), duckdb: duckDb.version() },
  };
}

function refuse(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

let options;
try {
  options = readOptions();
} catch (error) {
  refuse(error.message);
}
try {
  await run(options);
  process.exit(0);
} catch (error) {
  refuse(`The bench failed: ${error.stack}`);
}
