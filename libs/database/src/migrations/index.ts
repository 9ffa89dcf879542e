import { Initial1700000000001 } from './1700000000001-initial.js';

/** Every migration, oldest first, by hand. */
export const MIGRATIONS = [Initial1700000000001];
