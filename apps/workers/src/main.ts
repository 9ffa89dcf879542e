import { checkDatabase, DatabaseModule } from '@app/database';
import { runService } from '@app/platform';
import { QueueModule } from '@app/queue';
import { WorkersModule } from './workers.module.js';

await runService('workers', async (environment) => {
  await checkDatabase(environment.DATABASE_URL);
  return [DatabaseModule.with(environment), QueueModule.with(environment, ['workers']), WorkersModule];
});
