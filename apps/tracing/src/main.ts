import { checkDatabase, DatabaseModule } from '@app/database';
import { runService } from '@app/platform';
import { QueueModule } from '@app/queue';
import { TracingModule } from './tracing.module.js';

await runService('tracing', async (environment) => {
  await checkDatabase(environment.DATABASE_URL);
  return [
    DatabaseModule.with(environment),
    QueueModule.with(environment, ['tracing', 'networks', 'following']),
    TracingModule,
  ];
});
