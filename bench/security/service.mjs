// Records, traces and check-ins in one process, as they are shipped; with BARE=1 without the wall and with fields as plain
// bytes: what the bench takes turns with.
import { DataSource } from 'typeorm';
import { CheckinModule } from '../../dist/apps/checkin/src/checkin.module.js';
import { TracingModule } from '../../dist/apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../dist/apps/workers/src/workers.module.js';
import { DatabaseModule } from '../../dist/libs/database/src/index.js';
import { FieldCipher, runService } from '../../dist/libs/platform/src/index.js';
import { QueueModule } from '../../dist/libs/queue/src/index.js';

const isBare = process.env.BARE === '1';
if (isBare) FieldCipher.prototype.seal = FieldCipher.prototype.open = (bytes) => Buffer.from(bytes);

/** Requests get the connections of jobs, which see everything. */
class Bare {}
const bare = {
  module: Bare,
  providers: [
    { provide: 'bare', inject: [DataSource], useFactory: ({ driver }) => delete driver.obtainMasterConnection },
  ],
};

await runService('bench', (environment) =>
  Promise.resolve([
    ...[DatabaseModule.with(environment), QueueModule.with(environment, [])],
    ...[WorkersModule, TracingModule, CheckinModule, ...(isBare ? [bare] : [])],
  ]),
);
