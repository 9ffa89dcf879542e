import { type Call, currentCall } from '@app/platform';
import { Pool, type PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { reachToTell, unitsTold } from '../scope.js';
import { preparingClient } from '../preparing-client.js';
import { REQUEST_ROLE } from './roles.js';

type Release = (error?: Error | boolean) => void;
/** What of TypeORM's driver hands out connections. */
interface Driver {
  obtainMasterConnection(): Promise<[connection: unknown, release: Release]>;
  disconnect(): Promise<void>;
}

const PREPARED = { often: 3, most: 200 };

/** Says for whom the statements that follow are. Of what an earlier borrower of the connection said nothing is left. */
const SPEAK_FOR = {
  name: 'truyvet_speak_for',
  text: `
    select set_config('truyvet.everywhere', $1, false), set_config('truyvet.role', $2, false),
      set_config('truyvet.account', $3, false), set_config('truyvet.organisation', $4, false),
      set_config('truyvet.worker', $5, false), set_config('truyvet.units', case when cardinality($6::text[]) > 0
        then (select coalesce(array_agg(reached), '{}')::text from (${unitsTold('$6')}) r(reached)) else '{}' end, false),
      set_config('truyvet.trace', '', false), set_config('truyvet.subject', '', false), set_config('truyvet.following', '', false)`,
};

function valuesOf({ user }: Call): unknown[] {
  if (!user) return ['off', '', '', '', '', []];
  const { role, userId, scope } = user;
  const { everywhere, unitCodes } = reachToTell(user);
  const { organisationId = '', workerId = '' } = scope;
  return [everywhere ? 'on' : 'off', role, userId, organisationId, workerId, unitCodes];
}

/** For whom a connection speaks, and since when (performance.now()). */
const spoken = new WeakMap<PoolClient, { whom: string; since: number }>();
/** So long what was said of somebody holds, units that are reached among it: a page asks for several things at once. */
const HOLDS_MS = 1_000;

/** What a request says beside for whom it is (purposes.ts) ends with its transaction. */
async function speakFor(client: PoolClient, call: Call): Promise<void> {
  const values = valuesOf(call);
  const [whom, before] = [JSON.stringify(values), spoken.get(client)];
  if (before?.whom === whom && performance.now() - before.since < HOLDS_MS) return;
  spoken.delete(client);
  try {
    await client.query({ ...SPEAK_FOR, values });
    spoken.set(client, { whom, since: performance.now() });
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

/**
 * From now on a data source gives a request connections on which the database shows it the rows of whoever makes it
 * alone; jobs, and what goes past the wall for a reason, get the data source's own.
 * @param url who logs in for requests
 */
export function wallRequests(dataSource: DataSource, url: string, poolSize: number): void {
  const pool = new Pool({
    Client: preparingClient(PREPARED),
    connectionString: url,
    application_name: 'truyvet requests',
    max: poolSize,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    options: `-c role=${REQUEST_ROLE}`,
  });
  pool.on('error', () => undefined); // one that was idle was lost: the pool has dropped it
  const driver = dataSource.driver as unknown as Driver;
  const obtain = driver.obtainMasterConnection.bind(driver);
  const disconnect = driver.disconnect.bind(driver);
  driver.obtainMasterConnection = async () => {
    const call = currentCall();
    if (!call) return obtain();
    const client = await pool.connect();
    await speakFor(client, call);
    return [client, (error) => client.release(error)];
  };
  driver.disconnect = async () => {
    await disconnect(); // gives back what is borrowed
    await pool.end();
  };
}
