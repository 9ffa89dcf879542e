// How the tracing service gets at the presence in the database: in memory, or piecemeal by SQL.
import { DayCache, Registry, WorldReader } from '../../dist/libs/presence/src/index.js';
import { Operation, readEnvironment } from '../../dist/libs/platform/src/index.js';

/** A reader that knows nothing yet. @param strategy `memory` or `sql` */
export function newReader(dataSource, strategy) {
  const environment = readEnvironment({ TRACE_STRATEGY: strategy });
  return new WorldReader(dataSource, new Registry(), new DayCache(environment, new Operation()), environment);
}

/** How a world numbers people: as the database does. */
export function numbersIn({ people }, { workers }) {
  return {
    personOf: Int32Array.from({ length: workers }, (_, worker) => people.ofWorker(worker + 1)),
    rank: people.rank,
  };
}
