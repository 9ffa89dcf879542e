import { z } from 'zod';
import { date, text } from './common.js';

const minutes = z.number().min(0).max(1_440).nullable();
const rule = z.strictObject({ minMinutes: minutes, hazardPerMinute: z.number().min(0).max(1).optional() });

/** Class map as sent; a kind that does not exist is refused by the service with `unknown_kind`. */
const classes = z.record(z.string().max(40), z.enum(['near', 'room', 'none']).nullable());

const parameters = {
  near: rule,
  room: rule,
  accumulate: z.enum(['continuous', 'rolling', 'total']),
  gapSeconds: z.int().min(0).max(86_400).optional(),
  perHours: z
    .number()
    .positive()
    .max(24 * 28)
    .optional(),
  daysBefore: z.int().min(0).max(60).optional(),
  exposureDays: z.int().min(1).max(60).optional(),
  latencySeconds: z
    .int()
    .min(0)
    .max(60 * 86_400)
    .optional(),
  airLingerMinutes: z.number().min(0).max(1_440).optional(),
  classes: classes.optional(),
};

/** A preset given inline with a trace: `near`, `room` and `accumulate` at least. */
export const inlinePreset = z.strictObject({
  id: text(60).optional(),
  name: text(200).optional(),
  reference: text(500).optional(),
  validFrom: date.optional(),
  validTo: date.nullable().optional(),
  ...parameters,
});
export type InlinePreset = z.output<typeof inlinePreset>;

/** A preset to be kept: named, dated, with its legal reference. */
export const newPreset = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'is lower case letters, digits and hyphens'),
  name: text(200),
  reference: text(500),
  validFrom: date,
  validTo: date.nullable().optional(),
  ...parameters,
});
export type NewPreset = z.output<typeof newPreset>;

/** What a preset is called and rests on; answers bear its parameters beside it. Names are `Tiếng Việt · English`. */
export interface PresetHead {
  id: string;
  name: string;
  reference: string;
  validFrom: string | null;
  validTo: string | null;
}
