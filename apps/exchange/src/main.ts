import { checkDatabase, DatabaseModule } from '@app/database';
import { runService } from '@app/platform';
import { QueueModule } from '@app/queue';
import { ExchangeModule } from './exchange.module.js';

await runService('exchange', async (environment) => {
  await checkDatabase(environment.DATABASE_URL);
  return [DatabaseModule.with(environment), QueueModule.with(environment, ['exchange']), ExchangeModule];
});
