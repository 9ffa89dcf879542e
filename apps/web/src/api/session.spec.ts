import { Client } from './client';
import { ProblemError } from './problem';
import { Session } from './session';
import type { Kept, TokenStore } from './token-store';
import { type Fetch, Transport } from './transport';

/** A service with one account per password, whose sessions end when a test says so. */
class Service {
  ended = false;
  wantsCode = false;
  readonly calls: string[] = [];
  private issued = 0;

  readonly fetch: Fetch = (address, init) => {
    const path = address.replace('/api/v1', '');
    this.calls.push(path);
    const body = JSON.parse((init.body as string | null) ?? '{}') as Record<string, string>;
    const token = new Headers(init.headers).get('authorization');
    if (path === '/auth/token') {
      if (this.wantsCode && !body['otp']) return refusal('second_factor_required');
      this.ended = false;
      return this.pair(body['username']!);
    }
    if (path === '/auth/refresh')
      return this.ended ? refusal('unauthenticated') : this.pair(body['refreshToken']!.split(' ')[0]!);
    if (!token || (this.ended && path !== '/auth/logout')) return refusal('unauthenticated');
    if (path === '/auth/me')
      return json({ id: token.split(' ')[1], username: token.split(' ')[1], role: 'worker', scope: {} });
    return json({ path });
  };

  private pair(user: string): Promise<Response> {
    this.issued++;
    return json({ accessToken: `${user} ${this.issued}`, refreshToken: `${user} ${this.issued}`, expiresIn: 300 });
  }
}

const json = (body: unknown): Promise<Response> => Promise.resolve(Response.json(body));
const refusal = (code: string): Promise<Response> =>
  Promise.resolve(
    new Response(JSON.stringify({ code, status: 401 }), {
      status: 401,
      headers: { 'content-type': 'application/problem+json' },
    }),
  );
const storeWith = (kept: Kept | null): TokenStore => ({
  read: () => kept,
  write: (next) => void (kept = next),
  alone: (work) => work(),
});

let service: Service;
let now: number;
const LAN: Kept = { refreshToken: 'lan 0', me: { id: 'lan', username: 'lan', role: 'worker', scope: {} } };
const open = (kept: Kept | null = null) => {
  const transport = new Transport(service.fetch);
  const session = new Session(transport, storeWith(kept), () => now);
  return { session, client: new Client(transport, session) };
};
beforeEach(() => {
  service = new Service();
  now = 0;
});
const cases = { query: {} };
const signed = async () => {
  const opened = open();
  await opened.session.signIn({ username: 'lan', password: 'x' });
  return opened;
};

it('takes up the session that the store remembers', async () => {
  const { session } = open(LAN);
  await session.start();
  expect(session.snapshot()).toMatchObject({ status: 'signed-in', me: { username: 'lan' } });
});

it('forgets a session that has ended while the page was away', async () => {
  service.ended = true;
  const { session } = open(LAN);
  await session.start();
  expect(session.snapshot()).toEqual({ status: 'signed-out' });
});

it('works on as whoever was signed in while there is no network', async () => {
  const transport = new Transport(() => Promise.reject(new TypeError('fetch failed')));
  const session = new Session(transport, storeWith(LAN));
  await session.start();
  expect(session.snapshot()).toMatchObject({ status: 'signed-in', me: { username: 'lan' } });
  await expect(session.bearer()).rejects.toMatchObject({ code: 'offline' });
});

it('asks for the second factor, and goes on with it', async () => {
  service.wantsCode = true;
  const { session } = open();
  const given = { username: 'lan', password: 'x' };
  await expect(session.signIn(given)).rejects.toMatchObject({ code: 'second_factor_required' });
  await session.signIn({ ...given, otp: '123456' });
  expect(session.snapshot().status).toBe('signed-in');
});

it('renews a token before it ends, once for all calls that wait', async () => {
  const { client } = await signed();
  now = 290_000;
  await Promise.all([client.call('GET /cases', cases), client.call('GET /cases', cases)]);
  expect(service.calls.filter((path) => path === '/auth/refresh')).toHaveLength(1);
});

it('lets a call wait while the session has ended, and go on when the same person signs in again', async () => {
  const { session, client } = await signed();
  service.ended = true;
  const answer = client.call('GET /cases', cases);
  await until(() => session.snapshot().status === 'expired');
  await session.signIn({ username: 'lan', password: 'x' });
  expect(await answer).toEqual({ path: '/cases' });
});

it('refuses what waits when somebody else signs in', async () => {
  const { session, client } = await signed();
  service.ended = true;
  const refused = expect(client.call('GET /cases', cases)).rejects.toBeInstanceOf(ProblemError);
  await until(() => session.snapshot().status === 'expired');
  await session.signIn({ username: 'minh', password: 'x' });
  await refused;
  expect(session.snapshot()).toMatchObject({ me: { username: 'minh' } });
});

it('calls nothing after signing out', async () => {
  const { session, client } = await signed();
  await session.signOut();
  expect(service.calls.at(-1)).toBe('/auth/logout');
  await expect(client.call('GET /cases', cases)).rejects.toMatchObject({ code: 'unauthenticated' });
});

it('says that there is no network in words of its own', async () => {
  const transport = new Transport(() => Promise.reject(new TypeError('fetch failed')));
  await expect(transport.call('GET /auth/me', {})).rejects.toMatchObject({ code: 'offline' });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 0));
}
