import { Injectable } from '@nestjs/common';
import { distinctUntilChanged, exhaustMap, finalize, type Observable, shareReplay, timer } from 'rxjs';

const EVERY_MS = 1_000;

/** What is counted again and again, once for all who watch, and as long as somebody does. */
@Injectable()
export class OccupancyFeed {
  private readonly feeds = new Map<string, Observable<unknown>>();

  /** Gives the first count and every one that differs from the last. @param count fails: the feed ends with its error */
  of<T extends { places: unknown }>(key: string, count: () => Promise<T>): Observable<T> {
    const known = this.feeds.get(key) as Observable<T> | undefined;
    if (known) return known;
    const feed: Observable<T> = timer(0, EVERY_MS).pipe(
      exhaustMap(count),
      distinctUntilChanged((a, b) => JSON.stringify(a.places) === JSON.stringify(b.places)),
      finalize(() => this.feeds.delete(key)),
      shareReplay({ bufferSize: 1, refCount: true }),
    );
    this.feeds.set(key, feed);
    return feed;
  }

  /** How many sites are watched. */
  get size(): number {
    return this.feeds.size;
  }
}
