// A health officer of the province, as far as the bench needs one.
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { ApiClient, signInOf } from '../../dist/apps/all-in-one/src/demo/api-client.js';
import { overHttp } from '../../dist/apps/all-in-one/src/demo/transports.js';

export class Officer {
  /** Makes the account `{ username, password, totpSecret }` of an officer; `administrator` is one too. */
  static async invite(baseUrl, administrator) {
    const admin = new ApiClient(overHttp(baseUrl), administrator);
    const account = { username: 'bench-officer', password: randomBytes(15).toString('base64url') };
    const { invitation } = await admin.post('/officers', {
      ...{ username: account.username, fullName: 'Cán bộ dịch tễ', unitCodes: ['24'] },
    });
    await admin.post('/auth/invitations/accept', { invitation, password: account.password });
    return ApiClient.enrol(overHttp(baseUrl), account);
  }

  constructor(baseUrl, account) {
    const transport = overHttp(baseUrl);
    Object.assign(this, { transport, account, client: new ApiClient(transport, account) });
  }

  /** Enters a case and gives its id. */
  async enter(workerId, sampledOn) {
    const { id } = await this.client.post('/cases', { workerId, sampledOn });
    return id;
  }

  /**
   * Asks for a trace and listens to its events to the end: the finished resource, and the milliseconds from the request
   * until it was told to be done. @throws Error when it was not
   */
  async trace(wish) {
    const authorization = await this.bearer();
    const headers = { authorization, 'content-type': 'application/json' };
    const began = performance.now();
    const asked = await this.call({ method: 'POST', path: '/traces', headers, body: JSON.stringify(wish) });
    const { id } = JSON.parse(asked);
    const events = await this.call({ method: 'GET', path: `/traces/${id}/events`, headers: { authorization } });
    const ms = performance.now() - began;
    const trace = JSON.parse(/^event: end\ndata: (.*)$/m.exec(events)[1]);
    if (trace.status !== 'done') throw new Error(`A trace ended ${trace.status}: ${trace.error?.code}.`);
    return { trace, ms };
  }

  async bearer() {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(signInOf(this.account));
    const said = await this.call({ method: 'POST', path: '/auth/token', headers, body });
    return `Bearer ${JSON.parse(said).accessToken}`;
  }

  async call({ path, ...rest }) {
    const { status, text } = await this.transport({ ...rest, path: `/api/v1${path}` });
    if (status >= 300) throw new Error(`${rest.method} ${path} answered ${status}: ${text.slice(0, 400)}`);
    return text;
  }
}
