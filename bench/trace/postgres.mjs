// A throw-away PostgreSQL: the product's own server with the product's own settings.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { claimDataFolder } from '../../dist/apps/all-in-one/src/data-folder.js';
import { startEmbeddedPostgres } from '../../dist/apps/all-in-one/src/embedded-postgres/embedded-postgres.js';
import { makeDataSource, migrate } from '../../dist/libs/database/src/index.js';
import { throwAwayFolder } from './folder.mjs';

/** A server in a folder of its own under the temporary files; both go when the process ends, however it ends. */
export class Server {
  static async start() {
    const folder = throwAwayFolder();
    chmodSync(folder, 0o711); // as root the server runs as user postgres, who must get in
    const data = claimDataFolder(join(folder, 'data')).folder;
    const { url, server } = await startEmbeddedPostgres(data);
    // before the folder goes, whatever ends us
    process.prependOnceListener('exit', () => server.kill());
    return new Server(url, server);
  }

  constructor(url, server) {
    Object.assign(this, { url, server });
  }

  /** A fresh database with the product's schema; `close` drops it. */
  async database(name) {
    const admin = await makeDataSource(this.url, 2).initialize();
    await admin.query(`create database ${name}`);
    const address = new URL(this.url);
    address.pathname = `/${name}`;
    const dataSource = await makeDataSource(address.href, 4).initialize();
    await migrate(dataSource);
    const close = async () => {
      await dataSource.destroy();
      await admin.query(`drop database ${name} with (force)`);
      await admin.destroy();
    };
    return { url: address.href, dataSource, close };
  }

  version() {
    return this.setting('server_version');
  }

  async setting(name) {
    const client = await makeDataSource(this.url, 1).initialize();
    const [{ value }] = await client.query('select current_setting($1) as value', [name]);
    await client.destroy();
    return value;
  }

  stop() {
    return this.server.stop();
  }
}
