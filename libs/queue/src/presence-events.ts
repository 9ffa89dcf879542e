import { Injectable } from '@nestjs/common';
import { PRESENCE_CHANNEL } from '@app/database';
import { filter, map, type Observable } from 'rxjs';
import { Notifications } from './notifications.js';

/** Tells that the journal of presence has something new, whichever process or person wrote it. */
@Injectable()
export class PresenceEvents {
  /** Emits after a committed transaction that noted something, and whenever that may have been missed: look. */
  readonly news: Observable<void>;

  constructor(notifications: Notifications) {
    this.news = notifications.notices.pipe(
      filter((notice) => notice === null || notice.channel === PRESENCE_CHANNEL),
      map(() => undefined),
    );
  }
}
