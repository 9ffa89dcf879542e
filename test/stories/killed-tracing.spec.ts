import { KilledTraces } from '../support/killed-traces.js';

jest.setTimeout(240_000);

let traces: KilledTraces;
beforeAll(async () => (traces = await KilledTraces.prepare()));
afterAll(() => traces.close());

it('a trace whose process is killed while it publishes a level is finished by another, and is as if never disturbed', async () => {
  expect(await traces.survives({ at: { level: 3 }, other: 'alive', patient: false })).toBe(2);
});

it('so is one whose process is killed anywhere, with another started afterwards', async () => {
  await traces.survives({ at: { share: 0.6 }, other: 'later', patient: false });
});
