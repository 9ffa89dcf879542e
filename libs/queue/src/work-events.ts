import { Injectable } from '@nestjs/common';
import { filter, map, type Observable } from 'rxjs';
import { Notifications } from './notifications.js';
import { WORK_CHANNEL } from './work.queries.js';

/** Tells of changes of work, whichever process makes them. */
@Injectable()
export class WorkEvents {
  constructor(private readonly notifications: Notifications) {}

  /**
   * Emits after each committed change of this work its status, or null when changes may have been missed: in both
   * cases read the row, which is the truth. Changes that follow closely may come as one.
   */
  changes(id: string): Observable<string | null> {
    const own = id.toLowerCase();
    return this.notifications.notices.pipe(
      filter((notice) => notice === null || (notice.channel === WORK_CHANNEL && notice.payload.startsWith(own))),
      map((notice) => notice && notice.payload.slice(id.length + 1)),
    );
  }
}
