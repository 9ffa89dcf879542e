/** The names of service workers, as far as they are used here: the compiler knows either pages or workers. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(kind: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(kind: 'message', listener: (event: MessageEvent) => void): void;
}
const worker = self as unknown as Worker;

/** Put in by the build: which files make up the page, and a version that follows from them. */
const { version, shell } = JSON.parse('__OFFLINE_SHELL__') as { version: string; shell: string[] };
const CACHE = `scan ${version}`;
const [PAGE = '/scan/'] = shell;

/** The page and its files, as they belong together. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(shell.map((path) => new Request(path, { cache: 'no-cache' })));
}

async function removeOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('scan ') && name !== CACHE).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

/** A file whose name says what is in it is kept once it was fetched. */
async function keptOrFetched(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

const pageKept = async (request: Request): Promise<Response> => (await caches.match(PAGE)) ?? fetch(request);

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(removeOlder()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting();
});
// answers of the service are never kept: they are about people
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(pageKept(request));
  else if (pathname.startsWith('/assets/') || shell.includes(pathname)) event.respondWith(keptOrFetched(request));
});
