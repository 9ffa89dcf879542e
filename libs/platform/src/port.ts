import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Environment } from './environment.js';
import { StartUpError } from './start-up-error.js';

function refusal(error: NodeJS.ErrnoException, { HOST, PORT }: Environment): Error {
  const { code } = error;
  if (code === 'EADDRINUSE') return new StartUpError(`Port ${PORT} is already in use. Set PORT to another one.`);
  if (code === 'EACCES') return new StartUpError(`Port ${PORT} may not be opened by this user. Set PORT above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartUpError(`HOST is ${HOST}, which is no address of this machine.`);
  return error;
}

/**
 * Tries the port before the long work starts.
 * @throws StartUpError when it is taken or may not be opened.
 */
export async function checkPort(environment: Environment): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(refusal(error, environment)));
    server.listen(environment.PORT, environment.HOST, () => server.close(() => resolve()));
  });
}

/**
 * Opens the port.
 * @returns the address on this machine; the port is the real one when PORT is 0.
 * @throws StartUpError as `checkPort`; an Error from a module's own start.
 */
export async function listen(app: NestFastifyApplication, environment: Environment, https: boolean): Promise<string> {
  try {
    await app.listen(environment.PORT, environment.HOST);
  } catch (error) {
    throw refusal(error as NodeJS.ErrnoException, environment);
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `${https ? 'https' : 'http'}://localhost:${port}`;
}
