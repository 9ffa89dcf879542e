import { z } from 'zod';
import { dateOfSeconds, isRealDate, parseInstant } from './time.js';

/** A public id: a UUID (ours are version 7; a client's check-in id may be any). */
export const id = z.uuid();

/** An instant in a request; comes out as a Date of whole seconds. */
export const instant = z.string().transform((text, context) => {
  const seconds = parseInstant(text);
  if (seconds !== undefined) return dateOfSeconds(seconds);
  context.addIssue({ code: 'custom', message: 'is not an ISO 8601 date and time that exists' });
  return z.NEVER;
});

/** A local date `YYYY-MM-DD` that exists. */
export const date = z.string().refine(isRealDate, 'is not a date YYYY-MM-DD that exists');

/** A short text a person typed: trimmed, composed (NFC), never empty, without control characters. */
export const text = (max: number) =>
  z
    .string()
    .transform((value) => value.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .regex(/^\P{Cc}*$/u, 'has control characters'),
    );

/** A code within an organisation, as printed on posters and badges. */
export const code = text(64);

/** Paging of every list: `?limit=` 1–500 and `?cursor=` (opaque, from `nextCursor`). */
export const page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
});
export type Page = z.output<typeof page>;

/** Sort keys of lists, as their cursors hold them. */
export const idKey = z.tuple([id]);
export const positionKey = z.tuple([z.int()]);
export const instantKey = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,19}$/)]);

/** A page of a list. */
export interface List<T> {
  items: T[];
  nextCursor: string | null;
}

export const WORK_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled', 'awaiting_approval'] as const;
export type WorkStatus = (typeof WORK_STATUSES)[number];
export const isFinal = (status: WorkStatus): boolean => ['done', 'failed', 'cancelled'].includes(status);
