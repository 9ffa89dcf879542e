import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the build leaves the pages, beside the compiled services. */
export const PAGES_FOLDER = fileURLToPath(new URL('../../../web/', import.meta.url));

const FOR_GOOD = 'public, max-age=31536000, immutable';

/** Front ends: folders with a page of their own, whose deeper addresses are the page's to read. */
const frontEndsIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.html')));

/**
 * Serves the pages under `/`: files by their names, those with a digest in the name to be kept for good, and below a
 * front end its page for every address that is no file, so that a link into it can be opened. Any static server that
 * does the same will do (docs/operations.md).
 */
export async function servePages(app: NestFastifyApplication, folder = PAGES_FOLDER): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) =>
      void reply.header('cache-control', path.startsWith(join(folder, 'assets')) ? FOR_GOOD : 'no-cache'),
  });
  for (const name of frontEndsIn(folder)) {
    fastify.get(`/${name}`, (_request, reply) => reply.redirect(`/${name}/`));
    fastify.get(`/${name}/*`, (_request, reply) => reply.sendFile(`${name}/index.html`));
  }
}
