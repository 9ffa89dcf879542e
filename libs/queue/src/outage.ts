import { Logger } from '@nestjs/common';
import { describe } from '@app/platform';

/** Says once that something is away and once that it is back, however often it is tried in between. */
export class Outage {
  away = false;
  private readonly logger: Logger;

  constructor(private readonly what: string) {
    this.logger = new Logger(what);
  }

  failed(error: unknown): void {
    if (this.away) return;
    this.away = true;
    this.logger.warn(`${this.what} is in trouble, trying on: ${describe(error)}`);
  }

  passed(): void {
    if (!this.away) return;
    this.away = false;
    this.logger.log(`${this.what} is back`);
  }
}
