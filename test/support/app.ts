import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor } from '@app/contracts';
import { DatabaseModule, type Organisation, Worker, WorkerCipher, type WorkerSecrets } from '@app/database';
import { AccessTokens, createService, Keys, readEnvironment } from '@app/platform';
import { QUEUE_NAMES, QueueModule, type QueueName } from '@app/queue';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase, type TestDatabase } from './database.js';
import { makeWorker } from './factories.js';
import { multipart, type FilePart } from './multipart.js';

export interface Answer<Body = any> {
  status: number;
  headers: Record<string, unknown>;
  body: Body;
  text: string;
  raw: Buffer;
}

/** Calls the API as somebody; paths are relative to /api/v1 unless they begin with `!`. */
export interface Caller {
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  patch: (path: string, body?: unknown) => Promise<Answer>;
  put: (path: string, body?: unknown) => Promise<Answer>;
  delete: (path: string) => Promise<Answer>;
  upload: (path: string, fields: Record<string, string>, file: FilePart) => Promise<Answer>;
}

export interface TestApp extends TestDatabase {
  nest: NestFastifyApplication;
  /** As an actor, with a token of its own; without one: a stranger. */
  as: (actor?: Actor) => Caller;
}

export interface TestAppOptions {
  /** Which queues this process works on; all unless given. */
  queues?: readonly QueueName[];
  environment?: Record<string, string>;
}

/** The given services in one process on a database of their own, with the queue at work. Not listening. */
export async function testApp(modules: (Type | DynamicModule)[], options: TestAppOptions = {}): Promise<TestApp> {
  const database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'truyvet-app-'));
  Keys.ensure(join(folder, 'keys.json'));
  const environment = readEnvironment({
    DATABASE_URL: database.url,
    REDIS_URL: '',
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
    DATABASE_POOL: '8',
    ...options.environment,
  });
  const nest = await createService(environment, [
    DatabaseModule.with(environment),
    QueueModule.with(environment, options.queues ?? QUEUE_NAMES),
    ...modules,
  ]);
  await nest.init();
  await nest.getHttpAdapter().getInstance().ready();
  const close = async (): Promise<void> => {
    await nest.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...database, nest, close, as: (actor) => callerOf(nest, actor) };
}

function callerOf(nest: NestFastifyApplication, actor?: Actor): Caller {
  const call = async (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    payload?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const token = actor && (await nest.get(AccessTokens).sign(actor));
    const reply = await nest.inject({
      method,
      url: path.startsWith('!') ? path.slice(1) : `/api/v1${path}`,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
    const json = String(reply.headers['content-type'] ?? '').includes('json') && reply.payload !== '';
    return {
      status: reply.statusCode,
      headers: reply.headers,
      body: json ? reply.json() : undefined,
      text: reply.payload,
      raw: reply.rawPayload,
    };
  };
  return {
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    patch: (path, body) => call('PATCH', path, body),
    put: (path, body) => call('PUT', path, body),
    delete: (path) => call('DELETE', path),
    upload: (path, fields, file) => {
      const { body, contentType } = multipart(fields, file);
      return call('POST', path, body, { 'content-type': contentType });
    },
  };
}

/** A worker of whom that is known which is sealed. */
export async function makeKnownWorker(
  app: TestApp,
  organisation: Organisation,
  { identityNumber = null, phone = null, address = null, ...given }: Partial<WorkerSecrets> & Partial<Named>,
): Promise<Worker> {
  const worker = await makeWorker(app.dataSource, organisation, given);
  const sealed = app.nest.get(WorkerCipher).seal(worker.id, { identityNumber, phone, address });
  await app.dataSource.getRepository(Worker).update(worker.id, sealed);
  return { ...worker, ...sealed };
}
type Named = Pick<Worker, 'code' | 'fullName'>;

/** Asks until the resource has ended, and gives it. Fails after 30 seconds. */
export async function ended(caller: Caller, path: string): Promise<any> {
  const limit = Date.now() + 30_000;
  for (;;) {
    const { body, status } = await caller.get(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    if (['done', 'failed', 'cancelled'].includes(body.status)) return body;
    if (Date.now() > limit) throw new Error(`${path} has not ended: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
