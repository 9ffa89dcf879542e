import { z } from 'zod';
import { date, id, page } from './common.js';
import { inlinePreset } from './presets.js';
import { dayNumberOfDate } from './time.js';

/** Days that one network may look at. */
const MOST_DAYS = 31;

export const newNetwork = z
  .strictObject({
    siteId: id,
    from: date,
    to: date,
    presetId: z.string().max(60).optional(),
    preset: inlinePreset.optional(),
  })
  .refine(({ from, to }) => to >= from, { path: ['to'], message: 'is before `from`' })
  .refine(({ from, to }) => dayNumberOfDate(to) - dayNumberOfDate(from) < MOST_DAYS, {
    path: ['to'],
    message: `is more than ${MOST_DAYS} days from \`from\`, both counted`,
  })
  .refine(({ presetId, preset }) => !(presetId && preset), {
    path: ['preset'],
    message: 'give presetId or preset, not both',
  });
export type NewNetwork = z.output<typeof newNetwork>;

export const networkPlaceFilter = page.extend({ day: date.optional() });
export type NetworkPlaceFilter = z.output<typeof networkPlaceFilter>;

/** Sort key of a place in the list: contacts, day, place. */
export const networkPlaceKey = z.tuple([z.int(), date, id]);

/** The contacts among the persons of a site on one local day, as a graph. */
export interface NetworkDayFigures {
  day: string;
  persons: number;
  /** Pairs in contact, the encounters of all places united. */
  pairs: number;
  /** Connected parts of two or more persons, and the size of the largest. */
  parts: number;
  largestPart: number;
  /** Persons in contact with nobody. */
  alone: number;
}

/** What one place is in it: the outermost place that counts for the preset. */
export interface NetworkPlaceFigures {
  day: string;
  placeId: string;
  placeName: string;
  kind: string;
  persons: number;
  /** Pairs whose encounters at this place would have made them contacts without any other. */
  contacts: number;
  /** Groups of two or more persons that it alone connects (0 where it connects none), and the persons in them. */
  joins: number;
  joinedPersons: number;
}
