import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { isFinal } from '@app/contracts';
import { describe, notFound } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { EventWriter } from './event-writer.js';
import { workOf } from './work.queries.js';
import { WorkEvents } from './work-events.js';

export interface StreamedWork<T> {
  /** Id of the work, which is that of the resource. */
  id: string;
  /** The resource as `GET` answers it. */
  load: () => Promise<T>;
  /** The deepest level that can be read by now; without it there are no `level` events. */
  levelOf?: (resource: T) => number;
}

/**
 * `GET …/events`: the life of a piece of work as server-sent events. Every change is a `progress`, a newly finished
 * level also a `level`, the end an `end`, after which the stream closes; each carries the resource. An id is
 * `version.level` as last told: with `Last-Event-ID` only what changed since is told, and always the end.
 */
@Injectable()
export class WorkStreams implements OnModuleDestroy {
  private readonly logger = new Logger('events');
  private readonly writers = new Set<EventWriter>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: WorkEvents,
  ) {}

  /** Streams until the end, or until the client or the process goes. Whoever calls has checked that it may be read. */
  async stream<T>(request: FastifyRequest, reply: FastifyReply, work: StreamedWork<T>): Promise<void> {
    const writer = new EventWriter(request.headers['last-event-id']);
    const changes = this.events.changes(work.id).subscribe({ next: () => writer.wake(), complete: () => writer.end() });
    try {
      let news = await this.newsOf(work);
      writer.start(reply);
      this.writers.add(writer);
      while (!writer.closed) {
        const ended = await writer.tell(news.version, news.level, news.final, news.resource);
        if (ended) break;
        await writer.woken();
        if (!writer.closed) news = await this.newsOf(work);
      }
    } catch (error) {
      if (!writer.started) throw error;
      this.logger.warn(`A stream of events broke off: ${describe(error)}`);
    } finally {
      changes.unsubscribe();
      this.writers.delete(writer);
      writer.end();
    }
  }

  /**
   * Streams what a feed gives, each a `progress`, until the feed ends, or the client or the process goes. There is nothing
   * to resume, for each tells all; of values that come faster than the client reads only the last is told.
   */
  async follow<T>(reply: FastifyReply, feed: Observable<T>): Promise<void> {
    const writer = new EventWriter(undefined);
    const news: { version: number; value?: T } = { version: 0 };
    writer.start(reply);
    this.writers.add(writer);
    const subscription = feed.subscribe({
      next: (value) => {
        Object.assign(news, { version: news.version + 1, value });
        writer.wake();
      },
      error: (error: unknown) => {
        this.logger.warn(`A stream of events broke off: ${describe(error)}`);
        writer.end();
      },
      complete: () => writer.end(),
    });
    try {
      while (!writer.closed) {
        await writer.woken();
        if (news.version > 0) await writer.tell(news.version, 0, false, news.value);
      }
    } catch (error) {
      this.logger.warn(`A stream of events broke off: ${describe(error)}`);
    } finally {
      subscription.unsubscribe();
      this.writers.delete(writer);
      writer.end();
    }
  }

  /** How many streams are open. */
  get open(): number {
    return this.writers.size;
  }

  onModuleDestroy(): void {
    for (const writer of this.writers) writer.end();
  }

  /** The row is read before the resource, so that the resource is never older than the version told with it. */
  private async newsOf<T>({ id, load, levelOf }: StreamedWork<T>) {
    const work = await workOf(this.dataSource.manager, id);
    if (!work) throw notFound();
    const resource = await load();
    return { version: work.version, final: isFinal(work.status), level: levelOf?.(resource) ?? 0, resource };
  }
}
