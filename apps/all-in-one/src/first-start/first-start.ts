import { dateOfDayNumber, localDayNumber, type Role, type Scope, SECOND_FACTOR_ROLES } from '@app/contracts';
import { Keys, newTotpSecret } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { province, type OrganisationSeed, type Province } from '../../../../seeds/province.js';
import { createAccount, keepSecret } from '../../../accounts/src/accounts.module.js';
import { ApiClient, type Account } from '../demo/api-client.js';
import { type Named, ProvinceLoader } from '../demo/province-loader.js';
import { inProcess } from '../demo/transports.js';
import { type Credential, newPassword, readCredentials, writeCredentials } from './credentials.js';
import { loadReferenceData } from './reference-data.js';

/** Small enough to be there in seconds, large enough to show a line, a bus and a dormitory at work. */
const DEMO = { seed: 2021, workers: 400, days: 7 };
const PROVINCE = '24';

export interface FirstStartOptions {
  /** DATA_DIR. */
  folder: string;
  /** Where the product is reached, for `credentials.json`. */
  baseUrl: string;
  /** Make the demo province, when the database holds no organisation. */
  demo: boolean;
}

/**
 * What has to be there before anybody can use the product: units and presets (at every start), one administrator, and
 * with `demo` a small province around today's date with an account of each role. Taken up again where it was
 * interrupted; done once.
 */
export async function firstStart(app: NestFastifyApplication, options: FirstStartOptions): Promise<void> {
  const dataSource = app.get(DataSource);
  await loadReferenceData(dataSource);
  const marker = join(options.folder, 'first-start');
  const state = existsSync(marker) ? readFileSync(marker, 'utf8') : undefined;
  if (state === 'done') return;
  const [{ used }] = await dataSource.query<[{ used: boolean }]>('select exists (select 1 from user_account) as used');
  if (state === undefined && used) return;
  writeFileSync(marker, 'begun', { mode: 0o600 });
  await new FirstStart(app, dataSource, options).run();
  writeFileSync(marker, 'done', { mode: 0o600 });
}

class FirstStart {
  private readonly file: string;
  private readonly accounts: Credential[];

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly dataSource: DataSource,
    private readonly options: FirstStartOptions,
  ) {
    this.file = join(options.folder, 'credentials.json');
    this.accounts = readCredentials(this.file)?.accounts ?? [];
  }

  async run(): Promise<void> {
    const admin = await this.account('province_admin', 'tinh', 'Quản trị tỉnh', {});
    if (!this.options.demo) return;
    await this.account('health_officer', 'cdc-tinh', 'Cán bộ CDC tỉnh', { unitCodes: [PROVINCE] });
    const yesterday = dateOfDayNumber(localDayNumber(Date.now() / 1000) - 1);
    const world = province({ ...DEMO, lastDay: yesterday });
    const client = new ApiClient(inProcess(this.app), admin);
    const loader = new ProvinceLoader(client, world);
    const quietly = (): void => undefined;
    await loader.registerOrganisations(quietly);
    await loader.registerSharedPlaces(quietly);
    await loader.importWorkers(quietly);
    await loader.importStays(quietly);
    await loader.sendCheckIns(quietly);
    await this.accountsOf(world, loader, client);
    await this.openCase(world, loader, client);
  }

  /** One account of each role, in the order of api.md. */
  private async accountsOf(world: Province, loader: ProvinceLoader, client: ApiClient): Promise<void> {
    const [first, second] = world.organisations() as [OrganisationSeed, OrganisationSeed];
    const district = await this.districtOf(first.unitCode);
    await this.account('health_officer', 'cdc-huyen', 'Cán bộ y tế huyện', { unitCodes: [district] });
    const organisationId = loader.organisationId(first);
    await this.account('enterprise_admin', 'doanh-nghiep-1', 'Quản trị doanh nghiệp', { organisationId });
    const other = { organisationId: loader.organisationId(second) };
    await this.account('enterprise_admin', 'doanh-nghiep-2', 'Quản trị doanh nghiệp', other);
    const sites = await client.get<{ items: Named[] }>(`/organisations/${organisationId}/sites`);
    await this.account('gate_guard', 'bao-ve', 'Bảo vệ cổng', { organisationId, siteId: sites.items[0]!.id });
    const workers = await client.get<{ items: Named[] }>(`/workers?organisationId=${organisationId}&limit=1`);
    const workerId = workers.items[0]!.id;
    await this.account('worker', 'cong-nhan', 'Công nhân', { organisationId, workerId });
    await this.account('auditor', 'kiem-toan', 'Kiểm toán', {});
  }

  /** An index case that waits to be traced. */
  private async openCase(world: Province, loader: ProvinceLoader, client: ApiClient): Promise<void> {
    const officer = new ApiClient(
      inProcess(this.app),
      this.accounts.find(({ role }) => role === 'health_officer')!,
    );
    const { items } = await officer.get<{ items: unknown[] }>('/cases?limit=1');
    const [seed] = world.indexCases(1);
    if (items.length > 0 || !seed) return;
    const organisationId = loader.organisationId(seed.organisation);
    const found = await client.post<{ items: Named[] }>('/workers/search', { organisationId, q: seed.workerCode });
    const workerId = found.items.find(({ code }) => code === seed.workerCode)!.id;
    await officer.post('/cases', { workerId, onsetOn: seed.onsetOn, sampledOn: seed.sampledOn });
  }

  /** The password is written down before the account is made: a crash in between leaves nobody locked out. */
  private async account(role: Role, username: string, fullName: string, scope: Scope): Promise<Account> {
    let credential = this.accounts.find((one) => one.username === username);
    if (!credential) {
      const secondFactor = SECOND_FACTOR_ROLES.includes(role) ? { totpSecret: newTotpSecret() } : {};
      credential = { role, username, password: newPassword(), ...secondFactor, scope };
      this.accounts.push(credential);
      writeCredentials(this.file, { baseUrl: this.options.baseUrl, accounts: this.accounts });
    }
    const { password, totpSecret } = credential;
    const taken = await this.dataSource.query<unknown[]>('select 1 from user_account where username = $1', [username]);
    if (taken.length === 0)
      await this.dataSource.transaction(async (manager) => {
        const { id } = await createAccount(manager, { username, role, fullName, scope, password });
        if (totpSecret) await keepSecret(manager, this.app.get<Keys>(Keys), id, totpSecret);
      });
    return credential;
  }

  private async districtOf(unitCode: string): Promise<string> {
    const rows = await this.dataSource.query<{ path: string }[]>(
      'select path from administrative_unit where code = $1',
      [unitCode],
    );
    const [, , district] = rows[0]!.path.split('/');
    return district || unitCode;
  }
}
