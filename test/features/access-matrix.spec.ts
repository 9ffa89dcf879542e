import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { askAll, LINES, type MatrixReport } from '../support/access-matrix.js';
import { LETTERS } from '../support/access-table.js';
import { askAtRandom } from '../support/access-triples.js';
import { testApp, type TestApp } from '../support/app.js';
import { type Operation, operationsOf } from '../support/openapi.js';

let app: TestApp;
let report: MatrixReport;
beforeAll(async () => {
  const environment = { EXPORT_APPROVAL_PEOPLE: '1' };
  const modules = [AccountsModule, WorkersModule, CheckinModule, TracingModule, ExchangeModule];
  app = await testApp(modules, { queues: ['tracing', 'networks', 'exchange'], environment });
  report = await askAll(app);
}, 400_000);
afterAll(() => app.close());

it('every route of the product has its line in the table', () => {
  expect(report.unlisted).toEqual([]);
});

it('the table and the rules beside the routes name the same roles', async () => {
  const LETTER = {
    ...{ province_admin: 'P', health_officer: 'O', enterprise_admin: 'E', personnel: 'H', gate_guard: 'G' },
    ...{ worker: 'W', auditor: 'A', service: 'S' },
  };
  const rolesOf = ({ roles }: Operation): string =>
    roles.map((role) => (role === 'public' ? '' : role === 'signed-in' ? 'POEHGWAS' : LETTER[role])).join('');
  const sorted = (letters: string): string =>
    [...new Set(letters)]
      .filter((one) => one !== 'D')
      .sort()
      .join('');
  const declared = (await operationsOf(app)).map((operation) => [operation.name, sorted(rolesOf(operation))]);
  const listed = declared.map(([name]) => [
    name,
    sorted(
      LINES.filter(({ route }) => route === name)
        .map(({ who }) => who)
        .join(''),
    ),
  ]);
  expect(listed).toEqual(declared);
});

it('everybody reaches on every route what the table says, and nothing else', () => {
  const { routes, requests, faults } = report;
  process.stdout.write(
    `Access: ${routes} routes, ${requests} requests by ${Object.keys(LETTERS).length} askers, ${faults.length} other than the table says.\n`,
  );
  expect(faults).toEqual([]);
});

it('what is foreign answers byte for byte like what is absent', () => {
  process.stdout.write(`Foreign and absent: ${report.compared} answers compared.\n`);
  expect(report.compared).toBeGreaterThan(1_000);
});

it('whoever asks for whatever at random is shown what an oracle says, and nothing else', async () => {
  const { triples, leaks, wrong, allowed } = await askAtRandom(app, 20_261_129, 10_000);
  process.stdout.write(
    `${triples} triples, ${leaks.length} leaks (${allowed} of them allowed, ${wrong.length} wrong refusals)\n`,
  );
  expect({ leaks, wrong }).toEqual({ leaks: [], wrong: [] });
  expect(allowed).toBeGreaterThan(1_000);
}, 400_000);
