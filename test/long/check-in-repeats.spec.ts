import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { testApp, type TestApp } from '../support/app.js';
import { repeatsAreOne } from '../support/repeated-check-ins.js';

jest.setTimeout(60 * 60_000);

let app: TestApp;
beforeAll(async () => (app = await testApp([CheckinModule], { queues: ['checkin', 'stays'] })));
afterAll(() => app.close());

it('100,000 events with repetition, loss of answers, skew and shuffling are 100,000 rows and the stays of an ordered run', () =>
  repeatsAreOne(app, { seed: 20_261_122, workers: 5_000, each: 20 }));
