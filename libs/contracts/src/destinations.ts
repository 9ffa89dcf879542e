import { z } from 'zod';
import { text } from './common.js';
import { EXPORT_FORMATS, type ExportFormat } from './exports.js';

const isPlain = (url: URL): boolean =>
  ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password && !url.hash;

export const newDestination = z.object({
  name: text(200),
  url: z
    .string()
    .max(2_000)
    .refine((given) => URL.canParse(given) && isPlain(new URL(given)), {
      message: 'is not an http or https address without user, password and fragment',
    }),
  format: z.enum(EXPORT_FORMATS),
  /** Shared with the receiver, who checks the signature with it. */
  secret: z.string().min(16).max(500),
  /** It takes exercises and nothing real. */
  exercise: z.boolean().default(false),
});
export type NewDestination = z.output<typeof newDestination>;

/** A destination; its secret is never answered. */
export interface DestinationAnswer {
  id: string;
  name: string;
  url: string;
  format: ExportFormat;
  exercise: boolean;
  createdAt: string;
}
