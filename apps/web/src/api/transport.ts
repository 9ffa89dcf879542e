import { ProblemError, problemOf } from './problem';
import { type AnswerOf, requestOf, type Route, type WishOf } from './routes';

const BASE = '/api/v1';

/** What `fetch` is, for those who bring another one. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export interface RawRequest {
  method?: string;
  body?: BodyInit | undefined;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** One request and its answer. Knows nothing of sessions. */
export class Transport {
  constructor(private readonly fetcher: Fetch = (address, init) => fetch(address, init)) {}

  /** @throws ProblemError for every refusal, and `offline` where there was no answer */
  async call<R extends Route>(route: R, wish: WishOf<R>, token?: string, signal?: AbortSignal): Promise<AnswerOf<R>> {
    const { method, path, body } = requestOf(route, wish);
    const json = body === undefined ? undefined : JSON.stringify(body);
    const headers: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' };
    const response = await this.raw(path, { method, body: json, headers, signal }, token);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as AnswerOf<R>;
  }

  /** The answer as it comes, if it is no refusal; `path` is below /api/v1. @throws ProblemError */
  async raw(path: string, { method = 'GET', body, headers, signal }: RawRequest, token?: string): Promise<Response> {
    const bearer: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const init = { method, body: body ?? null, headers: { ...headers, ...bearer }, signal: signal ?? null };
    const response = await this.fetcher(`${BASE}${path}`, init).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new ProblemError('offline', 0);
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}
