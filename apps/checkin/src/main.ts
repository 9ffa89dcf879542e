import { checkDatabase, DatabaseModule } from '@app/database';
import { runService } from '@app/platform';
import { QueueModule } from '@app/queue';
import { CheckinModule } from './checkin.module.js';

await runService('checkin', async (environment) => {
  await checkDatabase(environment.DATABASE_URL);
  return [DatabaseModule.with(environment), QueueModule.with(environment, ['checkin', 'stays']), CheckinModule];
});
