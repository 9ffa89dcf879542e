import { Injectable } from '@nestjs/common';
import { PRESENCE_CHANNEL } from '@app/database';
import { filter, map, type Observable } from 'rxjs';
import { Notifications } from './notifications.js';

/** Tells that the journal of presence has something new, whichever process or person wrote it. */
@Injectable()
export class PresenceEvents {
  /** Emits once a committed transaction that noted anything; `missed` when there may have been more of them. */
  readonly news: Observable<'noted' | 'missed'>;

  constructor(notifications: Notifications) {
    this.news = notifications.notices.pipe(
      filter((notice) => notice === null || notice.channel === PRESENCE_CHANNEL),
      map((notice) => (notice === null ? 'missed' : 'noted')),
    );
  }
}
