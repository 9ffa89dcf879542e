import { loadReferenceData } from '../../apps/all-in-one/src/first-start/reference-data.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { gateGuard, healthOfficer, provinceAdmin } from '../support/actors.js';
import { type Caller, testApp, type TestApp } from '../support/app.js';

let app: TestApp;
let officer: Caller;

beforeAll(async () => {
  app = await testApp([TracingModule], { queues: ['tracing'] });
  await loadReferenceData(app.dataSource);
  officer = app.as(healthOfficer('24'));
});
afterAll(() => app.close());

const own = {
  ...{
    id: 'bac-giang-strict',
    name: 'Strict',
    reference: 'Decision of the steering committee',
    validFrom: '2021-06-01',
  },
  ...{ near: { minMinutes: 5 }, room: { minMinutes: null }, accumulate: 'rolling' },
};

it('ships the presets of the rules with their legal references, loaded once however often it starts', async () => {
  await loadReferenceData(app.dataSource);
  const { body } = await officer.get('/presets');
  const ids = body.items.map(({ id }: any) => id).sort();
  expect(ids).toEqual(['cdc-2020', 'ecdc', 'vn-11042-masked', 'vn-11042-unmasked', 'vn-1909', 'vn-3638', 'who']);
  expect(body.items.find(({ id }: any) => id === 'vn-3638')).toMatchObject({
    ...{ validFrom: '2021-07-30', validTo: '2021-12-28', accumulate: 'total', daysBefore: 3 },
    ...{ near: { minMinutes: 0, hazardPerMinute: 0.001 }, room: { minMinutes: 0, hazardPerMinute: 0.00025 } },
  });
});

it('keeps a preset of one’s own with every parameter filled in', async () => {
  const { status, body } = await app.as(provinceAdmin()).post('/presets', own);
  expect(status).toBe(201);
  expect(body).toMatchObject({ id: own.id, perHours: 24, gapSeconds: 0, exposureDays: 14, validTo: null });
  expect(body.classes).toMatchObject({ line: 'near', workshop: 'room', gate: null });
  expect((await officer.post('/presets', own)).body.code).toBe('preset_exists');
});

it('refuses a class map with a kind of place that does not exist', async () => {
  const answer = await officer.post('/presets', { ...own, id: 'moon', classes: { moon: 'near' } });
  expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([422, 'unknown_kind', 'classes.moon']);
});

it('is read by officers and the province, not at the gate', async () => {
  expect((await app.as(gateGuard('0190a0a0-0000-7000-8000-000000000001')).get('/presets')).status).toBe(403);
});
