import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Readable } from 'node:stream';
import type { Transport } from './api-client.js';

/** Over the network. */
export const overHttp =
  (baseUrl: string): Transport =>
  async ({ method, path, headers, body }) => {
    const stream = body !== undefined && typeof body !== 'string';
    const payload = stream ? (Readable.toWeb(Readable.from(body, { objectMode: false })) as ReadableStream) : body;
    const init = { method, headers, ...(payload === undefined ? {} : { body: payload }) };
    const answer = await fetch(baseUrl + path, stream ? { ...init, duplex: 'half' } : init);
    return { status: answer.status, text: await answer.text() };
  };

/** Inside the process that serves: no port, no certificate. */
export const inProcess =
  (app: NestFastifyApplication): Transport =>
  async ({ method, path, headers, body }) => {
    const stream = body !== undefined && typeof body !== 'string';
    const payload = stream ? Readable.from(body, { objectMode: false }) : body;
    const answer = await app.inject({ method, url: path, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, text: answer.payload };
  };
