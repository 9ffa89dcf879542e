import { Initial1700000000001 } from './1700000000001-initial.js';
import { ListsSoFar1700000000003 } from './1700000000003-lists-so-far.js';

/** Every migration, oldest first, by hand. */
export const MIGRATIONS = [Initial1700000000001, ListsSoFar1700000000003];
