import { checkDatabase, DatabaseModule } from '@app/database';
import { createService, keyFileOf, Keys, readSettings, Shutdown, StartUpError } from '@app/platform';
import { claimDataFolder } from './data-folder.js';
import { firstStart } from './first-start/first-start.js';

/**
 * `npm run set-up`: what services that run by themselves find ready: the key file, the schema, units and presets, and
 * the first administrator, whose password is in DATA_DIR/credentials.json. Running it again changes nothing.
 */
async function setUp(shutdown: Shutdown): Promise<string> {
  const settings = readSettings();
  if (!settings.DATABASE_URL)
    throw new StartUpError('DATABASE_URL is missing: npm start sets up a database of its own.');
  const { folder } = claimDataFolder(settings.DATA_DIR);
  Keys.ensure(keyFileOf(settings));
  await checkDatabase(settings.DATABASE_URL);
  const app = await createService(settings, [DatabaseModule.with(settings)]);
  shutdown.add({ name: 'the database', close: () => app.close() });
  await app.init();
  const baseUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
  await firstStart(app, { folder: folder.path, baseUrl, demo: false });
  return `Set up. Keys: ${keyFileOf(settings)}. First administrator: ${folder.path}/credentials.json, made on the first run.`;
}

const shutdown = new Shutdown({ interrupted: 130 });
await setUp(shutdown).then(
  (words) => shutdown.finish(words),
  (error: unknown) => shutdown.fail(error),
);
