import { ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type Actor, problemOf, type ErrorCode, type Problem } from '@app/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { DomainError } from './domain-error.js';
import { Refusals } from './refusals.js';

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'invalid_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  406: 'not_found',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_file',
  422: 'invalid_request',
  429: 'too_many_requests',
  503: 'unavailable',
};
/** What says that somebody asked for what is not theirs, or for too much. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  ...(['forbidden', 'not_found', 'too_many_requests'] as const),
  ...(['unknown_worker', 'unknown_case', 'unknown_trace'] as const),
]);
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** PostgreSQL and socket faults that mean "the database is away", not "the code is wrong". */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300', '08006', '08003']);
/** The driver says the same in words alone when a connection is lost under a query, or none is to be had. */
const AWAY_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/;

/** Whether an error says that the database cannot be reached, whatever was asked of it. */
export const isAway = ({ code, message }: { code?: string; message?: string }): boolean =>
  (code !== undefined && AWAY.has(code)) || AWAY_WORDS.test(message ?? '');

/** Turns everything thrown in a request into problem+json. Unknown errors are logged with an id and say nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  constructor(private readonly refusals: Refusals) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.problemFor(error);
    await this.note(problem.code, host.switchToHttp().getRequest());
    if (reply.sent || reply.raw.headersSent) return void reply.raw.destroy();
    if (problem.status === 429 || problem.status === 503) {
      const seconds = error instanceof DomainError ? error.retryAfter : undefined;
      void reply.header('retry-after', String(seconds ?? 5));
    }
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  /** Before the answer goes: whoever has it is in the log. */
  private async note(code: ErrorCode, request: FastifyRequest & { user?: Actor }): Promise<void> {
    const { user: actor, method, params, routeOptions } = request;
    if (!REFUSALS.has(code) || !actor || !routeOptions.url) return;
    const given = Object.entries((params ?? {}) as Record<string, string>);
    const ids = Object.fromEntries(given.filter(([, value]) => ID.test(value)));
    const refusal = { actor, code, method, route: routeOptions.url, ids };
    await this.refusals
      .record(refusal)
      .catch((error: unknown) => this.logger.error(`A refusal is not in the log: ${describe(error)}`));
  }

  private problemFor(error: unknown): Problem {
    if (error instanceof DomainError) return error.toProblem();
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    if (status && status < 500) return problemOf(BY_STATUS[status] ?? 'invalid_request');
    if (status === 503 || isAway(error as Error)) return problemOf('unavailable');
    const traceId = randomUUID();
    this.logger.error(`${traceId} ${describe(error)}`);
    return problemOf('internal', `Report this id to your administrator: ${traceId}`);
  }
}

/** Class, code and stack of an error, without its message: a driver's message may quote a row. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as { code?: string }).code;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return [`${error.name}${code ? ` ${code}` : ''}`, ...frames.slice(0, 12)].join('\n');
}
