import type { EntityManager } from 'typeorm';

/**
 * Says, until the transaction ends, that it is about a trace: whom the trace reached can be read, in whichever
 * organisation, if every case of it lies in the actor's scope. The database sees to that itself.
 */
export async function readForTrace(manager: EntityManager, traceId: string): Promise<void> {
  await manager.query(`select set_config('truyvet.trace', $1, true)`, [traceId]);
}

/**
 * The same of everybody whom a trace of an open case reached, all of whose cases lie in the actor's scope, and of whoever is
 * marked for such a case: the board of follow-up.
 */
export async function readForFollowUp(manager: EntityManager): Promise<void> {
  await manager.query(`select set_config('truyvet.following', 'on', true)`);
}

/** The same of a person, by a record: where they were can be read if an open case in the actor's scope covers them. */
export async function readForPerson(manager: EntityManager, workerId: string): Promise<void> {
  await manager.query(`select set_config('truyvet.subject', $1, true)`, [workerId]);
}
