import { countOldSeals, Files, keysInUse, newId, type Organisation, PlainFields, sealAnew } from '@app/database';
import { changeRing, ENVIRONMENT, type Environment, FieldCipher, keyFileOf, KeyRing, newRingKey } from '@app/platform';
import { Readable } from 'node:stream';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';
import { SealedFields1700000000040 } from '../../libs/database/src/migrations/1700000000040-sealed-fields.js';
import { SealedFiles1700000000041 } from '../../libs/database/src/migrations/1700000000041-sealed-files.js';
import { enterpriseAdmin } from '../support/actors.js';
import { type Caller, ended, makeKnownWorker, testApp, type TestApp } from '../support/app.js';
import { makeOrganisation } from '../support/factories.js';
import { gathered } from '../support/tables.js';

const KNOWN = { identityNumber: '024190001234', phone: '+84912345678', address: 'Số 3, tổ 4' };
let app: TestApp;
let organisation: Organisation;
let hr: Caller;
beforeAll(async () => {
  app = await testApp([WorkersModule], { queues: ['workers'] });
  organisation = await makeOrganisation(app.dataSource);
  hr = app.as(enterpriseAdmin(organisation.id));
});
afterAll(() => app.close());

const files = (): Files => app.nest.get(Files);
const save = (text: string) => files().save('x.csv', 'text/csv', Readable.from([Buffer.from(text)]));
const stored = async (id: string): Promise<string> => (await gathered(files().open(id))).toString();
const read = async (id: string) => (await hr.get(`/workers/${id}`)).body;

it('a sealed value of somebody else does not open, and is not answered', async () => {
  const [one, other] = [
    await makeKnownWorker(app, organisation, KNOWN),
    await makeKnownWorker(app, organisation, { phone: '+84987654321' }),
  ];
  await app.dataSource.query('update worker set phone = $2 where id = $1', [other.id, one.phone]);
  const answer = await hr.get(`/workers/${other.id}`);
  expect([answer.status, answer.text.includes('912345678')]).toEqual([500, false]);
  await app.dataSource.query('update worker set phone = null where id = $1', [other.id]);
});

it('a file with a changed byte is not read', async () => {
  const { id } = await save('code,fullName');
  expect(await stored(id)).toBe('code,fullName');
  await app.dataSource.query(
    'update stored_file_chunk set data = set_byte(data, 20, get_byte(data, 20) # 1) where file_id = $1',
    [id],
  );
  await expect(stored(id)).rejects.toThrow();
});

it('an import that repeats a row changes nothing, and what changes is that column alone', async () => {
  const send = async (...lines: string[]) => {
    const content = ['code,fullName,cccd,phone,address', ...lines, ''].join('\n');
    const fields = { organisationId: organisation.id, mode: 'upsert', dryRun: 'false' };
    const { body } = await hr.upload('/workers/imports', fields, { name: 'a.csv', content });
    return ended(hr, `/workers/imports/${body.id}`);
  };
  const sealed = () => app.dataSource.query(`select identity_number, phone, address from worker where code = 'R1'`);
  await send('R1,An,024190005555,0912000111,Tổ 1');
  const [before] = await sealed();
  expect(await send('R1,An,024190005555,0912000111,Tổ 1')).toMatchObject({ unchanged: 1 });
  expect(await send('R1,An,024190005555,0912000222,Tổ 1')).toMatchObject({ updated: 1 });
  const [after] = await sealed();
  expect([after.identity_number, after.address]).toEqual([before.identity_number, before.address]);
  expect((await hr.post('/workers/search', { q: '0222' })).body.items).toMatchObject([{ phone: '+84912000222' }]);
});

it('rows of an older schema are sealed at the next start, and nothing plain is left', async () => {
  await app.dataSource.query('truncate worker, user_account, case_record, import_reject, stored_file cascade');
  const runner = app.dataSource.createQueryRunner();
  const [fields, chunks] = [new SealedFields1700000000040(), new SealedFiles1700000000041()];
  await chunks.down(runner);
  await fields.down(runner);
  const [id, file, person] = [newId(), newId(), await runner.query('insert into person default values returning no')];
  await runner.query(
    `insert into worker (id, person_no, organisation_id, code, full_name, search_name, identity_number, phone, address)
     values ($1, $2, $3, 'OLD', 'Nguyễn Văn Cũ', 'nguyen van cu', $4, $5, $6)`,
    [id, person[0].no, organisation.id, ...Object.values(KNOWN)],
  );
  await runner.query(`insert into stored_file values ($1, 'old.csv', 'text/csv', 3, '')`, [file]);
  await runner.query(`insert into stored_file_chunk values ($1, 0, 'old')`, [file]);
  await fields.up(runner);
  await chunks.up(runner);
  await runner.release();
  await app.nest.get(PlainFields).onModuleInit();
  expect(await read(id)).toMatchObject(KNOWN);
  expect((await hr.post('/workers/search', { q: '5678' })).body.items).toMatchObject([{ id }]);
  expect(await stored(file)).toBe('old');
  const left = await app.dataSource.query(
    'select field from plain_field union all select file_id::text from plain_file_chunk',
  );
  expect(left).toEqual([]);
});

it('a rotation seals everything anew while others write, and the older key can go', async () => {
  const path = keyFileOf(app.nest.get<Environment>(ENVIRONMENT));
  const worker = await makeKnownWorker(app, organisation, KNOWN);
  const { id: file } = await save('y');
  changeRing(path, (keys) => [newRingKey(2), ...keys]);
  const cipher = new FieldCipher(new KeyRing(path));
  expect(await countOldSeals(app.dataSource, cipher)).toBeGreaterThan(3);
  const phones = Array.from({ length: 20 }, (_, n) => `+849870000${String(n).padStart(2, '0')}`);
  const writing = (async () => {
    for (const phone of phones) expect((await hr.patch(`/workers/${worker.id}`, { phone })).status).toBe(200);
  })();
  do await sealAnew(app.dataSource, cipher);
  while ((await countOldSeals(app.dataSource, cipher)) > 0);
  await writing;
  await sealAnew(app.dataSource, cipher);
  expect(await keysInUse(app.dataSource)).toEqual(new Set([2]));
  changeRing(path, (keys) => keys.filter(({ id }) => id === 2));
  expect(await read(worker.id)).toMatchObject({ ...KNOWN, phone: phones.at(-1) });
  expect(await stored(file)).toBe('y');
});
