import type { EntityManager } from 'typeorm';

/**
 * Says, until the transaction ends, that it is about a trace: whom the trace reached can be read, in whichever
 * organisation, if every case of it lies in the actor's scope. The database sees to that itself.
 */
export async function readForTrace(manager: EntityManager, traceId: string): Promise<void> {
  await manager.query(`select set_config('truyvet.trace', $1, true)`, [traceId]);
}

/** The same of a person, by a record: where they were can be read if an open case in the actor's scope covers them. */
export async function readForPerson(manager: EntityManager, workerId: string): Promise<void> {
  await manager.query(`select set_config('truyvet.subject', $1, true)`, [workerId]);
}
