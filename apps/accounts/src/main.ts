import { checkDatabase, DatabaseModule } from '@app/database';
import { runService } from '@app/platform';
import { QueueModule } from '@app/queue';
import { AccountsModule } from './accounts.module.js';

await runService('accounts', async (environment) => {
  await checkDatabase(environment.DATABASE_URL);
  return [DatabaseModule.with(environment), QueueModule.with(environment, ['accounts']), AccountsModule];
});
