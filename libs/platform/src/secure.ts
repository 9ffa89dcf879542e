import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from 'helmet';
import { DomainError } from './domain-error.js';
import type { Environment } from './environment.js';

/** Objects and lists in one another. Bodies of ours have four. */
const DEEPEST = 20;

/**
 * What pages of ours may do: nothing from elsewhere, no inline script, no frame around them. Styles may stand inline, as
 * the page of the API's description has them; a camera's pictures and code readers (WebAssembly) are the pages' own.
 */
const POLICY = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'", 'data:'],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  workerSrc: ["'self'", 'blob:'],
};

/** Whether a parsed JSON body nests no deeper than bodies of ours do; looks at each value once. */
export function isShallow(body: unknown): boolean {
  let level = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return false;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value as Record<string, unknown>) : [],
    );
  }
  return true;
}

const PERMISSIONS = 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()';

/**
 * Headers of every answer, made once (helmet's Fastify plugin puts them together anew for each request), and the refusal
 * of bodies that were made to be deep. Answers of the API hold personal data: no cache on the way or on a disk keeps them,
 * unless a route says otherwise.
 */
export function secure(app: NestFastifyApplication, { MAP_TILES }: Pick<Environment, 'MAP_TILES'>): void {
  // pictures of the deployment's own map server, and of no other
  const tiles = MAP_TILES ? [new URL(MAP_TILES).origin] : [];
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...POLICY, imgSrc: [...POLICY.imgSrc, ...tiles] },
    },
    xFrameOptions: { action: 'deny' },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('permissions-policy', PERMISSIONS);
    if (request.url.startsWith('/api/v1')) void reply.header('cache-control', 'no-store');
    protect(request.raw, reply.raw, (error) => done(error as Error | undefined));
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    const isJson = request.headers['content-type']?.startsWith('application/json');
    done(isJson && !isShallow(request.body) ? new DomainError('too_large', 'The body nests too deep.') : undefined);
  });
}
