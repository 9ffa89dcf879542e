import { isFinal, type List, type Problem, type WorkStatus } from '@app/contracts';
import { codeOf } from '@app/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { multipartOf } from './multipart.js';

export interface Call {
  method: 'GET' | 'POST' | 'PATCH';
  /** Below the server's root, with a leading slash. */
  path: string;
  headers: Record<string, string>;
  body?: string | AsyncIterable<Uint8Array>;
}

export interface Reply {
  status: number;
  text: string;
}

/** How calls reach the product: over the network, or inside the process. */
export type Transport = (call: Call) => Promise<Reply>;

/** Sign-in of an account, renewed before it runs out. */
export interface Account {
  username: string;
  password: string;
  totpSecret?: string;
}

/** What an account signs in with now. */
export const signInOf = ({ username, password, totpSecret }: Account): object => ({
  ...{ username, password },
  ...(totpSecret === undefined ? {} : { otp: codeOf(totpSecret) }),
});

interface Work {
  id: string;
  status: WorkStatus;
  error?: Problem;
}

/** A token lasts five minutes; a call begun with this much left is not refused on the way. */
const RENEW_AFTER_MS = 3 * 60_000;

/** Speaks the product's API as one account. Every answer but the expected kind is an error that names the call. */
export class ApiClient {
  private token: { value: string; since: number } | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly account: Account,
  ) {}

  /** Sets up the authenticator of an account that has none yet. @returns the account with its secret */
  static async enrol(transport: Transport, { username, password }: Account): Promise<Account> {
    const { totpSecret } = await answerTo<{ totpSecret: string }>(transport, {
      ...{ method: 'POST', path: '/api/v1/auth/second-factor', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ username, password }),
    });
    return { username, password, totpSecret };
  }

  get<T>(path: string): Promise<T> {
    return this.call('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.call('POST', path, { 'content-type': 'application/json' }, JSON.stringify(body));
  }

  /** Uploads a file that is made while it is sent. */
  upload<T>(path: string, fields: Record<string, string>, name: string, pieces: Iterable<string>): Promise<T> {
    const { body, contentType } = multipartOf(fields, name, pieces);
    return this.call('POST', path, { 'content-type': contentType }, body);
  }

  /** Every item of a list. */
  async *pages<T>(path: string): AsyncGenerator<T> {
    let cursor: string | null = null;
    do {
      const query: string = `${path.includes('?') ? '&' : '?'}limit=500${cursor ? `&cursor=${cursor}` : ''}`;
      const list: List<T> = await this.get(path + query);
      yield* list.items;
      cursor = list.nextCursor;
    } while (cursor);
  }

  /** Waits for long work to end. @throws Error with the problem's code when it failed or was cancelled */
  async ended<T extends Work>(path: string, onProgress?: (work: T) => void): Promise<T> {
    for (let wait = 20; ; wait = Math.min(500, wait * 1.5)) {
      const work = await this.get<T>(path);
      if (work.status === 'done') return work;
      if (isFinal(work.status)) throw new Error(`${path} ${work.status}: ${work.error?.code ?? 'no reason'}`);
      onProgress?.(work);
      await sleep(wait);
    }
  }

  private async call<T>(
    method: Call['method'],
    path: string,
    headers: Record<string, string> = {},
    body?: Call['body'],
  ): Promise<T> {
    const authorization = `Bearer ${await this.accessToken()}`;
    return answerTo(this.transport, {
      method,
      path: `/api/v1${path}`,
      headers: { ...headers, authorization },
      ...(body && { body }),
    });
  }

  private async accessToken(): Promise<string> {
    if (this.token && Date.now() - this.token.since < RENEW_AFTER_MS) return this.token.value;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify(signInOf(this.account));
    const { accessToken } = await answerTo<{ accessToken: string }>(this.transport, {
      ...{ method: 'POST', path: '/api/v1/auth/token', headers, body },
    });
    this.token = { value: accessToken, since: Date.now() };
    return accessToken;
  }
}

async function answerTo<T>(transport: Transport, call: Call): Promise<T> {
  const { status, text } = await transport(call);
  if (status >= 200 && status < 300) return (text === '' ? undefined : JSON.parse(text)) as T;
  throw new Error(`${call.method} ${call.path} answered ${status}: ${text.slice(0, 400)}`);
}
