import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DEFAULT_CLASSES } from '@app/contact-graph';
import { describe, ENVIRONMENT, type Environment } from '@app/platform';
import { DayCache, WorldReader } from '@app/presence';

const DAY = 86_400;

/** Loads the last days after the start, so that the first trace need not wait for all of them. */
@Injectable()
export class CacheWarmer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('presence');
  private readonly controller = new AbortController();
  private warming: Promise<void> = Promise.resolve();

  constructor(
    private readonly reader: WorldReader,
    private readonly cache: DayCache,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    if (this.environment.TRACE_STRATEGY === 'memory' && this.environment.TRACE_WARM_DAYS > 0)
      this.warming = this.warm();
  }

  async onModuleDestroy(): Promise<void> {
    this.controller.abort();
    await this.warming;
  }

  private async warm(): Promise<void> {
    const to = Math.floor(Date.now() / 1000);
    const from = to - this.environment.TRACE_WARM_DAYS * DAY;
    const began = performance.now();
    try {
      const world = await this.reader.open({
        ...{ preset: { classes: DEFAULT_CLASSES }, from, to },
        onProgress: () => this.controller.signal.throwIfAborted(),
      });
      await world.close();
      const [megabytes, seconds] = [this.cache.bytes / 1_048_576, (performance.now() - began) / 1000];
      this.logger.debug(
        `${world.basis.days.length} days, ${megabytes.toFixed(1)} MB, by ${world.strategy} in ${seconds.toFixed(1)} s`,
      );
    } catch (error) {
      // a trace will load what it needs, and say what hinders it
      if (!this.controller.signal.aborted) this.logger.warn(`Presence was not loaded ahead: ${describe(error)}`);
    }
  }
}
