import { z } from 'zod';
import { id } from './common.js';

/** `GET /workers/:id/badge`: the bare code as SVG or PNG, the card to be printed as PDF. */
export const badgeImage = z.object({ format: z.enum(['svg', 'png', 'pdf']).default('svg') });
export type CodeFormat = z.output<typeof badgeImage>['format'];

/** `GET /places/:id/qr`: the bare code, or the poster with names and a code for typing; a PDF is always the poster. */
export const placeImage = badgeImage.extend({ layout: z.enum(['code', 'poster']).default('code') });
export type PlaceImage = z.output<typeof placeImage>;

/** So many codes go into one file; who needs more asks for several. */
export const CODES_A_FILE = 1_000;

const ids = z.array(id.toLowerCase()).min(1).max(CODES_A_FILE);

/** `POST /sites/:id/posters`: every place of the site unless some are named. */
export const posterSheet = z.strictObject({
  placeIds: ids.optional(),
  perPage: z
    .union([z.literal(1), z.literal(2), z.literal(4)])
    .default(1)
    .describe('A4, A5 or A6'),
});
export type PosterSheet = z.output<typeof posterSheet>;

/** `POST /organisations/:id/badges`: the workers named, or those of a site or place; everybody who works there otherwise. */
export const badgeSheet = z
  .strictObject({
    workerIds: ids.optional(),
    filter: z
      .strictObject({ siteId: id, placeId: id.describe('with the places below it') })
      .partial()
      .optional(),
    showName: z.boolean().default(true).describe('in print; the code itself never holds a name'),
    showCode: z.boolean().default(true),
  })
  .refine(({ workerIds, filter }) => !workerIds || !filter, {
    path: ['filter'],
    message: 'give either workerIds or filter',
  });
export type BadgeSheet = z.output<typeof badgeSheet>;

/** A rotating code and when it is shown. */
export interface TimedCode {
  code: string;
  validFrom: string;
  validTo: string;
}

/** `GET /places/:id/screen-code`. */
export interface ScreenCode extends TimedCode {
  /** What to show afterwards, for a screen that loses the network for a moment. */
  next: TimedCode;
}

/** `POST /workers/:id/personal-code`: the phone shows `handle.digits`, the digits being TOTP (RFC 6238) of the secret. */
export interface PersonalCode {
  handle: string;
  /** Base64url; shown once. */
  secret: string;
  algorithm: 'SHA256';
  digits: number;
  stepSeconds: number;
}

/** `POST /workers/:id/badge/reissue`. */
export interface ReissuedBadge {
  workerId: string;
  version: number;
  /** What the QR code of the new badge says. */
  badge: string;
}
