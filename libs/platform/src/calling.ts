import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor } from '@app/contracts';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { SystemReason } from './system-reasons.js';

/** A request on whose behalf something is done. The guard of access says whose it is; before, and of strangers: nobody's. */
export interface Call {
  user?: Actor;
}

const SYSTEM = Symbol('system');
const calls = new AsyncLocalStorage<Call | typeof SYSTEM>();

/** The request on whose behalf this is done; undefined in jobs, at the start, and inside `asSystem`. */
export function currentCall(): Call | undefined {
  const call = calls.getStore();
  return call === SYSTEM ? undefined : call;
}

/** Does something on behalf of a request. */
export const inCall = <T>(call: Call, work: () => T): T => calls.run(call, work);

/**
 * What a request has to do beyond the rows of whoever makes it: the database shows it everything, as it does to jobs.
 * Whoever calls has checked what may be asked for. Connections that are in hand already stay what they are.
 */
export const asSystem = <T>(_reason: SystemReason, work: () => T): T => calls.run(SYSTEM, work);

/**
 * Everything that is done for a request is done in its call. Twice, because what reads a body goes on where the socket's
 * data came from.
 */
export function followCalls(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => calls.run(request as unknown as Call, done));
  fastify.addHook('preValidation', (request, _reply, done) => calls.run(request as unknown as Call, done));
}
