import { Controller, Get, Module } from '@nestjs/common';
import { newId } from '@app/database';
import { createService, type Environment, ENVIRONMENT, RouteRules } from '@app/platform';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { enterpriseAdmin, gateGuard, healthOfficer, provinceAdmin } from '../support/actors.js';
import { testApp, type TestApp } from '../support/app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite } from '../support/factories.js';

let app: TestApp;
beforeAll(async () => {
  const modules = [AccountsModule, WorkersModule, CheckinModule, TracingModule, ExchangeModule];
  app = await testApp(modules, { queues: [] });
});
afterAll(() => app.close());

@Controller('forgotten')
class Forgotten {
  @Get()
  read(): string {
    return 'everything';
  }
}
@Module({ controllers: [Forgotten] })
class ForgottenModule {}

const PUBLIC = [
  'DevicesController.enrol',
  'OperationController.jwks',
  'OperationController.live',
  'OperationController.metrics',
  'OperationController.ready',
  'SessionsController.enrol',
  'SessionsController.recover',
  'SessionsController.refresh',
  'SessionsController.renewCodes',
  'SessionsController.signIn',
  'UsersController.accept',
];

it('every route of every service says who may call it, and few are open to strangers', () => {
  const routes = app.nest.get(RouteRules).routes();
  expect(routes.length).toBeGreaterThan(20);
  expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
  expect(routes.flatMap(({ name, access }) => (access === 'public' ? [name] : [])).sort()).toEqual(PUBLIC);
});

it('a service with a route that says nothing does not start', async () => {
  const service = await createService(app.nest.get<Environment>(ENVIRONMENT), [ForgottenModule]);
  await expect(service.init()).rejects.toThrow('These routes do not say who may call them: Forgotten.read');
  await service.close();
});

it('the rule of each route stands in the OpenAPI document', async () => {
  const { body } = await app.as().get('!/api/openapi.json');
  const operations = Object.values(body.paths).flatMap((path) => Object.values(path as object));
  const rules = operations.map((operation) => operation['x-roles'] as string[] | undefined);
  expect(rules).toHaveLength(app.nest.get(RouteRules).routes().length);
  for (const rule of rules) expect(rule?.length).toBeGreaterThan(0);
});

it('strangers are told to sign in, other roles that they may not', async () => {
  const path = `/organisations/${newId()}`;
  expect((await app.as().get(path)).status).toBe(401);
  expect((await app.as(healthOfficer()).patch(path, { name: 'x' })).status).toBe(403);
  expect((await app.as(gateGuard(newId())).post(`${path}/users`, {})).status).toBe(403);
});

describe('what is foreign answers byte for byte like what is absent', () => {
  const line = { kind: 'line', name: 'L', code: 'L' };
  const user = { username: 'somebody', role: 'personnel', fullName: 'Ai Đó' };
  type Route = { method: 'get' | 'post' | 'patch'; path: string; of: string; body?: unknown };
  const routes: Route[] = [
    { method: 'get', path: '/organisations/:id', of: 'organisation' },
    { method: 'patch', path: '/organisations/:id', of: 'organisation', body: { name: 'x' } },
    { method: 'get', path: '/organisations/:id/sites', of: 'organisation' },
    { method: 'post', path: '/organisations/:id/sites', of: 'organisation', body: { name: 'x', unitCode: '24' } },
    { method: 'get', path: '/organisations/:id/users', of: 'organisation' },
    { method: 'post', path: '/organisations/:id/users', of: 'organisation', body: user },
    { method: 'get', path: '/sites/:id/places', of: 'site' },
    { method: 'post', path: '/sites/:id/places', of: 'site', body: line },
    { method: 'post', path: '/sites/:id/places/bulk', of: 'site', body: [line] },
    { method: 'patch', path: '/places/:id', of: 'place', body: { name: 'x' } },
    { method: 'post', path: '/users/:id/invitations', of: 'user' },
  ];
  const foreign: Record<string, string> = {};
  let own: string;
  beforeAll(async () => {
    const organisation = await makeOrganisation(app.dataSource);
    const site = await makeSite(app.dataSource, organisation);
    const place = await makePlace(app.dataSource, site, 'line');
    const made = await app.as(provinceAdmin()).post(`/organisations/${organisation.id}/users`, user);
    Object.assign(foreign, { organisation: organisation.id, site: site.id, place: place.id, user: made.body.id });
    own = (await makeOrganisation(app.dataSource)).id;
  });

  it.each(routes)('$method $path', async ({ method, path, of, body }) => {
    const ask = (id: string) =>
      app.as(enterpriseAdmin(own))[method](path.replace(':id', id), body as Record<string, string>);
    const [theirs, none] = [await ask(foreign[of]!), await ask(newId())];
    expect(theirs.status).toBe(404);
    expect(theirs.raw.equals(none.raw)).toBe(true);
    expect(theirs.body.code).toBe('not_found');
  });

  it('units and their shared places, too', async () => {
    const shared = await makeSharedPlace(app.dataSource, 'bus');
    const officer = app.as(healthOfficer('27'));
    const [theirs, none] = [await officer.post('/units/219/places', line), await officer.post('/units/9/places', line)];
    expect([theirs.status, theirs.text]).toEqual([404, none.text]);
    const change = { name: 'x' };
    expect((await officer.patch(`/places/${shared.id}`, change)).text).toBe(
      (await officer.patch(`/places/${newId()}`, change)).text,
    );
  });
});
