import fc from 'fast-check';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { testApp, type TestApp } from '../support/app.js';
import { repeatsAreOne } from '../support/repeated-check-ins.js';

let app: TestApp;
beforeAll(async () => (app = await testApp([CheckinModule], { queues: ['checkin', 'stays'] })));
afterAll(() => app.close());

it('events that come up to five times, shuffled, cut and at once by clocks that are wrong, are one row each and the same stays', async () => {
  const property = fc.asyncProperty(fc.integer(), (seed) => repeatsAreOne(app, { seed, workers: 50, each: 10 }));
  await fc.assert(property, { numRuns: 4, endOnFailure: true });
}, 120_000);
