import { StartUpError } from '@app/platform';
import pg from 'pg';
import { type DataFolder, openToGroup } from '../data-folder.js';
import { type Binaries, findBinaries } from './binaries.js';
import { clusterExists, type DatabaseAccess, makeCluster, readAccess, refuseOpenCluster, urlOf } from './cluster.js';
import { freePort } from './free-port.js';
import { endOrphan } from './postmaster.js';
import { refuseClosedFolder, type RunAs, runAs } from './run-as.js';
import { ServerFailure, ServerProcess } from './server-process.js';

export interface EmbeddedPostgres {
  url: string;
  server: ServerProcess;
}

const ATTEMPTS = 20;

/**
 * Starts the product's own PostgreSQL in the data folder, on a free port of the loopback, making its cluster the first
 * time. The caller holds the folder's lock: a server found running here is a killed run's, and is ended first.
 * @throws StartUpError with what the operator can cure.
 */
export async function startEmbeddedPostgres(folder: DataFolder): Promise<EmbeddedPostgres> {
  const binaries = findBinaries();
  const who = runAs(folder.cluster);
  if (who.gid !== undefined) openToGroup(folder, who.gid);
  refuseClosedFolder(binaries.postgres, who, 'the program');
  refuseClosedFolder(folder.path, who, 'the data directory');
  if (!clusterExists(folder)) await makeCluster(folder, binaries.initdb, who);
  refuseOpenCluster(folder);
  await endOrphan(folder.cluster);
  const server = await launch(binaries, folder, who);
  const access = readAccess(folder);
  await ensureDatabase(access, server.port);
  return { url: urlOf(access, server.port), server };
}

async function launch(binaries: Binaries, folder: DataFolder, who: RunAs): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ServerProcess.start(binaries.postgres, folder, await freePort(), who);
    } catch (error) {
      if (!(error instanceof ServerFailure)) throw error;
      // somebody was faster on the port, or a killed server's last process is not gone yet
      const passes = /bind|in use|already exists|shared memory/i.test(error.message);
      if (!passes || attempt === ATTEMPTS)
        throw new StartUpError(`PostgreSQL did not start: ${error.message}. See ${folder.databaseLog}.`);
      await endOrphan(folder.cluster);
    }
  }
}

async function ensureDatabase(access: DatabaseAccess, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf({ ...access, database: 'postgres' }, port) });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [access.database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(access.database)}`);
  } finally {
    await client.end();
  }
}
