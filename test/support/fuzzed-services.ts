import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { testApp, type TestApp } from './app.js';
import { fuzz, type FuzzReport } from './fuzzed-requests.js';

const MODULES = [AccountsModule, WorkersModule, CheckinModule, TracingModule, ExchangeModule];

/** Makes the tests of a fuzzing of all five services: each says what it found, on one line. */
export function fuzzWhole(options: { seed: number; each: number }): void {
  let app: TestApp;
  let report: FuzzReport;
  const say = (words: string) => process.stdout.write(`${words}\n`);
  beforeAll(
    async () => {
      app = await testApp(MODULES, { queues: [], environment: { LOG_LEVEL: 'error' } });
      report = await fuzz(app, options);
    },
    2 * 60 * 60_000,
  );
  afterAll(() => app.close());

  it('no request that can be made up out of the OpenAPI document is answered with 5xx', () => {
    const faults = Object.values(report.faults).reduce((sum, n) => sum + n, 0);
    say(
      `${report.requests} fuzzed requests to ${report.operations} operations (seed ${options.seed}): ${faults} of 5xx`,
    );
    expect(report.faults).toEqual({});
  });

  it('nothing that a request says stands in the text of a statement: all of it is bound', () => {
    say(`SQL payloads in every parameter: ${report.composed.length} of ${report.statements} statements hold one`);
    expect(report.statements).toBeGreaterThan(report.operations);
    expect(report.composed).toEqual([]);
  });

  it('no property of an entity that a write does not name gets past validation, or into a table', () => {
    const { writes, reached, passed, stored, unreached } = report;
    say(
      `Injected properties: ${reached.length} of ${writes} writes reached, ${passed.length} passed, ${stored.length} stored`,
    );
    expect({ passed, stored, unreached }).toEqual({ passed: [], stored: [], unreached: [] });
  });
}
