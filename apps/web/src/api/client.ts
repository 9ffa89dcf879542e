import { type EventOf, readEvents } from './events';
import { ProblemError } from './problem';
import type { AnswerOf, Route, WishOf } from './routes';
import type { RawRequest, Transport } from './transport';

/** A broken stream is asked for again after so long: a service that restarts is not stormed. */
const RECONNECT_MS = 1_000;

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

/** Who calls: gives a token that is good now, and hears when one was refused. A session is one, a gate device another. */
export interface Bearer {
  /** @throws ProblemError unauthenticated, offline */
  bearer(): Promise<string>;
  refused(token: string): void;
}

/** Calls the service as whoever is signed in; a token that has run out on the way is replaced and the call repeated. */
export class Client {
  constructor(
    private readonly transport: Transport,
    private readonly caller: Bearer,
  ) {}

  /** @throws ProblemError */
  call<R extends Route>(route: R, wish: WishOf<R>, signal?: AbortSignal): Promise<AnswerOf<R>> {
    return this.asSignedIn((token) => this.transport.call(route, wish, token, signal));
  }

  /** A file; `path` is below /api/v1. @throws ProblemError */
  async file(path: string, request: RawRequest = {}): Promise<{ name: string; content: Blob }> {
    const response = await this.asSignedIn((token) => this.transport.raw(path, request, token));
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    return { name: name ?? 'truy-vet', content: await response.blob() };
  }

  /** A multipart body: text fields first, then the file. @throws ProblemError */
  async upload<T>(path: string, fields: Record<string, string>, file: File): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file);
    const response = await this.asSignedIn((token) => this.transport.raw(path, { method: 'POST', body: form }, token));
    return (await response.json()) as T;
  }

  /**
   * The life of long work (`GET …/events`) until its `end`. A connection that breaks is taken up where it was.
   * @throws ProblemError for a refusal
   */
  async *events<T>(path: string, signal: AbortSignal): AsyncGenerator<EventOf<T>> {
    let lastId: string | undefined;
    while (!signal.aborted) {
      const headers = { accept: 'text/event-stream', ...(lastId ? { 'last-event-id': lastId } : {}) };
      const response = await this.asSignedIn((token) => this.transport.raw(path, { headers, signal }, token));
      for await (const event of readEvents<T>(response, signal)) {
        lastId = event.id ?? lastId;
        yield event;
        if (event.kind === 'end') return;
      }
      await pause(RECONNECT_MS, signal);
    }
  }

  private async asSignedIn<T>(work: (token: string) => Promise<T>): Promise<T> {
    const token = await this.caller.bearer();
    try {
      return await work(token);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'unauthenticated') throw error;
      this.caller.refused(token);
      return work(await this.caller.bearer());
    }
  }
}
