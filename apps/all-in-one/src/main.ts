import { checkPort, createService, keyFileOf, Keys, listen, readSettings, readTls, Shutdown } from '@app/platform';
import { claimDataFolder } from './data-folder.js';
import { firstStart } from './first-start/first-start.js';
import { openDatabase } from './open-database.js';
import { servePages } from './pages.js';
import { productModules } from './product.modules.js';
import { Progress } from './progress.js';

/** Everything in one process: what `npm start` runs. Each phase says when it is done; the last line says where. */
async function start(shutdown: Shutdown): Promise<void> {
  const settings = readSettings();
  const progress = new Progress();
  await checkPort(settings);
  const { folder } = claimDataFolder(settings.DATA_DIR);
  Keys.ensure(keyFileOf(settings));
  Keys.load(keyFileOf(settings)); // refused before anything is started
  const tls = await readTls(settings);
  const database = await openDatabase(settings, folder, shutdown);
  progress.done(`${database.name} takes connections`);

  const environment = { ...settings, DATABASE_URL: database.url };
  const app = await createService(environment, productModules(environment), tls);
  await servePages(app);
  shutdown.add({ name: 'the services', close: () => app.close() });
  progress.done('Schema is up to date, services are built');

  const url = await listen(app, environment, tls !== undefined);
  progress.done('Listening');
  const baseUrl = environment.PUBLIC_URL ?? url;
  await firstStart(app, { folder: folder.path, baseUrl, demo: environment.DEMO });
  progress.done('Accounts, units and presets are there');
  process.stdout.write(`Truy Vết is ready: ${url}\n`);
}

const shutdown = new Shutdown();
await start(shutdown).catch((error: unknown) => shutdown.fail(error));
