import type { DynamicModule, Type } from '@nestjs/common';
import { DatabaseModule } from '@app/database';
import type { Environment } from '@app/platform';
import { QUEUE_NAMES, QueueModule } from '@app/queue';
import { AccountsModule } from '../../accounts/src/accounts.module.js';
import { CheckinModule } from '../../checkin/src/checkin.module.js';
import { ExchangeModule } from '../../exchange/src/exchange.module.js';
import { TracingModule } from '../../tracing/src/tracing.module.js';
import { WorkersModule } from '../../workers/src/workers.module.js';

/** The five services and what they stand on, for one process. */
export const productModules = (environment: Environment): (Type | DynamicModule)[] => [
  DatabaseModule.with(environment),
  QueueModule.with(environment, QUEUE_NAMES),
  AccountsModule,
  WorkersModule,
  CheckinModule,
  TracingModule,
  ExchangeModule,
];
