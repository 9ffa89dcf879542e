import { queueApp, processor } from './queue-app.js';

// A process that takes up traces and never ends one: it is there to be killed. Says `took <attempt>` for each.
const never = processor('trace.run', async ({ attempt }) => {
  process.stdout.write(`took ${attempt}\n`);
  await new Promise(() => undefined);
});
const [databaseUrl, redisUrl] = process.argv.slice(2);
void queueApp({ databaseUrl: databaseUrl!, redisUrl, queues: ['tracing'], processors: [never] }).then(() =>
  process.stdout.write('ready\n'),
);
