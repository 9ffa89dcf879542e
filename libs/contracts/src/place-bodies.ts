import { z } from 'zod';
import { code, id, text } from './common.js';
import { PLACE_KINDS, type PlaceKind } from './places.js';

export const BULK_PLACES_MAX = 5_000;

const fields = {
  kind: z.enum(PLACE_KINDS),
  name: text(300),
  code,
  capacity: z.number().int().min(1).max(1_000_000).optional(),
};

export const newPlace = z.object({ ...fields, parentId: id.optional() });
export type NewPlace = z.output<typeof newPlace>;

/** A place of a bulk: its parent by code, which another of the same array may bear, earlier or later. */
export const bulkPlace = z.object({ ...fields, parentCode: code.optional() });
export type BulkPlace = z.output<typeof bulkPlace>;
export const bulkPlaces = z.array(bulkPlace).min(1).max(BULK_PLACES_MAX);

/** `parentId: null` hangs the place directly under its site. */
export const placeChange = z
  .object({
    name: fields.name.optional(),
    capacity: z.number().int().min(1).max(1_000_000).nullable().optional(),
    parentId: id.nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'changes nothing');
export type PlaceChange = z.output<typeof placeChange>;

export interface PlaceAnswer {
  id: string;
  kind: PlaceKind;
  name: string;
  code: string;
  siteId: string | null;
  organisationId: string | null;
  unitCode: string | null;
  parentId: string | null;
  parentCode: string | null;
  capacity: number | null;
  createdAt: string;
}
