import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import type { Environment } from './environment.js';

const LEVELS: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];
/** What Nest tells of its own wiring, two lines a module and one a route: shown at the level `debug` only. */
const WIRING = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication']);

/** Logs to stdout, from LOG_LEVEL up. */
export class ServiceLogger extends ConsoleLogger {
  constructor(private readonly level: Environment['LOG_LEVEL']) {
    super({ logLevels: LEVELS.slice(0, LEVELS.indexOf(level) + 1), colors: false });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (this.level !== 'debug' && WIRING.has(String(rest.at(-1)))) return;
    super.log(message, ...rest);
  }
}
