import { provision, provisionOf } from '@app/database';
import { readSettings, Shutdown, StartUpError } from '@app/platform';

/**
 * `npm run db:provision`: prepares a PostgreSQL that others run, with the URL of an administrator in DATABASE_ADMIN_URL (in
 * the environment, for arguments are seen by everybody). What is there stays as it is.
 */
async function run(): Promise<string> {
  const settings = readSettings();
  const admin = settings.DATABASE_ADMIN_URL;
  if (!admin || !URL.canParse(admin))
    throw new StartUpError('DATABASE_ADMIN_URL is missing: postgres://administrator:password@host:port/postgres.');
  const { done, url, requestUrl } = await provision(admin, provisionOf(settings)).catch((error: Error) => {
    throw new StartUpError(`The server of DATABASE_ADMIN_URL refused: ${error.message}`);
  });
  for (const one of done.length > 0 ? done : ['everything was there']) process.stdout.write(`${one}\n`);
  return `Prepared. Set:\nDATABASE_URL=${url}\nDATABASE_REQUEST_URL=${requestUrl}`;
}

const shutdown = new Shutdown({ interrupted: 130 });
await run().then(
  (words) => shutdown.finish(words),
  (error: unknown) => shutdown.fail(error),
);
