import type { ErrorCode, Me, TokenPair } from '@app/contracts';
import type { Fetch } from '../api/transport';

/** Who uses a page in its specs. */
export const ME: Me = { id: 'me', username: 'can-bo', role: 'health_officer', scope: { unitCodes: ['24'] } };
export const PAIR: TokenPair = { accessToken: 'access', refreshToken: 'next', expiresIn: 300, tokenType: 'Bearer' };

/** A refusal, as an answer. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly code: ErrorCode,
  ) {}
}

type Answer = (body: unknown) => unknown;

/** Answers what a page asks, by `METHOD /path` below /api/v1, and remembers what it was asked. */
export class PageServer {
  private readonly asked: { route: string; body: unknown }[] = [];

  constructor(private readonly answers: Readonly<Record<string, Answer>>) {}

  readonly fetch: Fetch = async (address, { method, body }) => {
    const [path = ''] = address.replace('/api/v1', '').split('?');
    const route = `${method ?? 'GET'} ${path}`;
    const said = typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined;
    this.asked.push({ route, body: said });
    const answer = this.answers[route] ?? (route === 'POST /auth/refresh' ? () => PAIR : undefined);
    if (!answer) throw new Error(`nobody answers ${route}`);
    const given = await answer(said);
    if (!(given instanceof Refusal)) return Response.json(given ?? null);
    const { status, code } = given;
    return Response.json({ status, code }, { status, headers: { 'content-type': 'application/problem+json' } });
  };

  /** The bodies that came to a route. */
  bodiesOf(route: string): unknown[] {
    return this.asked.filter((asked) => asked.route === route).map(({ body }) => body);
  }
}
