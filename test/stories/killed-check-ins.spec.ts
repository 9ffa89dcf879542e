import { KilledCheckIns } from '../support/killed-check-ins.js';

jest.setTimeout(240_000);

let killed: KilledCheckIns;
beforeAll(async () => (killed = await KilledCheckIns.prepare()));
afterAll(() => killed.close());

it('what was acknowledged is stored, once, though the service is killed under load', () =>
  killed.survives('service', 50));

it('and though the database is killed', () => killed.survives('database', 80));
