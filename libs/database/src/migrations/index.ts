import { Initial1700000000001 } from './1700000000001-initial.js';
import { PresenceChange1700000000006 } from './1700000000006-presence-change.js';

/** Every migration, oldest first, by hand. */
export const MIGRATIONS = [Initial1700000000001, PresenceChange1700000000006];
