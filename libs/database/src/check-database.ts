import { StartUpError } from '@app/platform';
import pg from 'pg';

const OLDEST = 150_000;
const PATIENCE_MS = 20_000;
const PAUSE_MS = 500;
/** A server that is just starting, or not there yet. */
const PASSING = new Set(['ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', '57P03']);

async function versionOf(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    return rows[0]!.version;
  } finally {
    await client.end();
  }
}

/** Host, port and database of a URL: what may be shown of it. */
function placeOf(url: string): string {
  if (!URL.canParse(url))
    throw new StartUpError('DATABASE_URL is not of the form postgres://user:password@host:port/database.');
  const { host, pathname, searchParams } = new URL(url);
  if (searchParams.has('synchronize'))
    throw new StartUpError('DATABASE_URL says synchronize: the schema is made by migrations alone.');
  return `${host}${pathname}`;
}

/**
 * Reaches the PostgreSQL of DATABASE_URL before anything is built on it; a server that is still starting gets 20 s.
 * @throws StartUpError when it is missing, cannot be reached, or is older than PostgreSQL 15.
 */
export async function checkDatabase(url: string | undefined): Promise<void> {
  if (!url) throw new StartUpError('DATABASE_URL is missing: which PostgreSQL (15 or newer) shall be used?');
  const place = placeOf(url);
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const version = await versionOf(url);
      if (version >= OLDEST) return;
      const major = Math.floor(version / 10_000);
      throw new StartUpError(`The server of DATABASE_URL is PostgreSQL ${major}: 15 or newer is needed.`);
    } catch (error) {
      if (error instanceof StartUpError) throw error;
      const { code, message } = error as { code?: string; message: string };
      if (!PASSING.has(code ?? '') || Date.now() > end)
        throw new StartUpError(`The database ${place} of DATABASE_URL cannot be reached (${code ?? message}).`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
