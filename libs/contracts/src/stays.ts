import { z } from 'zod';
import { instant, page } from './common.js';

/** `GET /workers/:id/stays`: from and to default to the three weeks before now. */
export const stayQuery = page.extend({ from: instant.optional(), to: instant.optional() });
export type StayQuery = z.output<typeof stayQuery>;
