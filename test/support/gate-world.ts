import { makeDataSource, newId, type Organisation, type Place, type Site, type Worker } from '@app/database';
import type { DataSource } from 'typeorm';
import type { Credential } from '../../apps/all-in-one/src/first-start/credentials.js';
import { type ApiClient, signInOf } from '../../apps/all-in-one/src/demo/api-client.js';
import { makeOrganisation, makePlace, makeSite, makeWorker } from './factories.js';
import { accountOf, apiAs } from './pages.js';
import { newDataDir, Product } from './product.js';

const PASSWORD = 'mat-khau-du-dai-2026';

/** A running product with one enterprise: a gate, two lines, and twelve workers. */
export class GateWorld {
  private constructor(
    readonly product: Product,
    readonly database: DataSource,
    readonly admin: ApiClient,
    readonly organisation: Organisation,
    readonly site: Site,
    readonly gate: Place,
    readonly workers: readonly Worker[],
  ) {}

  static async start(): Promise<GateWorld> {
    const product = await Product.start({ DATA_DIR: newDataDir() });
    const database = await makeDataSource(product.databaseUrl, 2).initialize();
    const organisation = await makeOrganisation(database, { name: 'Công ty TNHH Điện tử Sông Thương' });
    const site = await makeSite(database, organisation, { name: 'Nhà máy Vân Trung' });
    const gate = await makePlace(database, site, 'gate', { code: 'G1', name: 'Cổng số 1' });
    await makePlace(database, site, 'line', { code: 'L3', name: 'Chuyền 3' });
    const workers: Worker[] = [];
    for (let no = 1; no <= 12; no++)
      workers.push(await makeWorker(database, organisation, { code: `CN${no}`, fullName: `Nguyễn Thị Hương ${no}` }));
    return new GateWorld(product, database, apiAs(product, 'province_admin'), organisation, site, gate, workers);
  }

  /** A new account that has accepted its invitation. */
  async account(role: 'gate_guard' | 'worker', username: string, worker?: Worker): Promise<Credential> {
    const of = worker ? { workerId: worker.id } : { siteId: this.site.id };
    const body = { username, role, fullName: username, ...of };
    const path = `/organisations/${this.organisation.id}/users`;
    const { invitation } = await this.admin.post<{ invitation: string }>(path, body);
    await this.send('/auth/invitations/accept', { invitation, password: PASSWORD });
    return { role, username, password: PASSWORD, scope: {} };
  }

  /** What the badge of a worker says. */
  async badge({ id }: Worker): Promise<string> {
    return (await this.admin.post<{ badge: string }>(`/workers/${id}/badge/reissue`, {})).badge;
  }

  /** What stands under the QR code of the gate's poster, for typing. */
  async typedCode(): Promise<string> {
    const signedIn = await this.send('/auth/token', signInOf(accountOf(this.product, 'province_admin')));
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const address = `${this.product.url}/api/v1/places/${this.gate.id}/qr?layout=poster`;
    const poster = await fetch(address, { headers: { authorization: `Bearer ${accessToken}` } });
    return />([0-9A-Z]{5}-[0-9A-Z]{5})</.exec(await poster.text())![1]!;
  }

  /** A gate device of the site that nobody has enrolled yet. */
  async enrolmentCode(): Promise<string> {
    const body = { name: 'Máy quét cổng 1', siteId: this.site.id, placeId: this.gate.id };
    const path = `/organisations/${this.organisation.id}/devices`;
    return (await this.admin.post<{ enrolmentCode: string }>(path, body)).enrolmentCode;
  }

  /** A worker was seen at a place some hours ago. */
  async seen({ id: workerId }: Worker, placeCode: string): Promise<void> {
    const at = new Date(Date.now() - 3 * 3_600_000).toISOString();
    await this.admin.post('/check-ins', { id: newId(), workerId, placeCode, direction: 'in', at });
  }

  async isolate({ no }: Worker): Promise<void> {
    await this.database.query(
      `insert into isolation (id, worker_no, started_at, reason, created_by) values ($1, $2, now() - interval '1 day', 'f1', $1)`,
      [newId(), no],
    );
  }

  /** Who was stored where, in the order of the time at which it was. */
  checkIns(): Promise<{ code: string; place: string; offline: boolean; decision: string; reasons: string[] }[]> {
    return this.database.query(
      `select w.code, p.code as place, c.offline, c.decision, c.reasons from check_in c
       join worker w on w.no = c.worker_no join place p on p.no = c.place_no order by c.at, c.received_at`,
    );
  }

  private send(path: string, body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${this.product.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async close(): Promise<void> {
    await this.database.destroy();
  }
}
