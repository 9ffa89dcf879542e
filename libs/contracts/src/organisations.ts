import { z } from 'zod';
import { code, date, page, text } from './common.js';
import { ROSTER_FILLS, type RosterFill } from './rosters.js';

export const ORGANISATION_KINDS = ['enterprise', 'public_office', 'school'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

const unitCode = text(20);
const fields = {
  name: text(300),
  kind: z.enum(ORGANISATION_KINDS),
  taxCode: text(20).nullable(),
  unitCode,
  address: text(500).nullable(),
  exercise: z.boolean(),
};

export const newOrganisation = z.object({
  ...fields,
  taxCode: fields.taxCode.optional(),
  address: fields.address.optional(),
  exercise: fields.exercise.default(false),
});
export type NewOrganisation = z.output<typeof newOrganisation>;

export const organisationChange = z
  .object({
    ...fields,
    /** Presence of its people is kept so many days, if that is fewer than the deployment keeps. */
    presenceDays: z.int().min(1).max(28).nullable(),
    /** Whether its gate devices may keep names for the time without a network. */
    packNames: z.boolean(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing');
export type OrganisationChange = z.output<typeof organisationChange>;

export interface OrganisationAnswer {
  id: string;
  name: string;
  kind: OrganisationKind;
  taxCode: string | null;
  unitCode: string;
  /** Units it lay in until they were merged away, since it last moved: whoever reached it there still does. */
  formerUnitCodes: string[];
  address: string | null;
  exercise: boolean;
  presenceDays: number | null;
  packNames: boolean;
  createdAt: string;
}

export const newSite = z
  .object({
    name: text(300),
    code: code.optional(),
    unitCode,
    address: text(500).optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
  })
  .refine(({ latitude, longitude }) => (latitude === undefined) === (longitude === undefined), {
    path: ['longitude'],
    message: 'latitude and longitude belong together',
  });
export type NewSite = z.output<typeof newSite>;

/** `PATCH /sites/:id`. */
export const siteChange = z
  .strictObject({ name: text(300), address: text(500).nullable(), rosterFill: z.enum(ROSTER_FILLS) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing');
export type SiteChange = z.output<typeof siteChange>;

export interface SiteAnswer {
  id: string;
  organisationId: string;
  name: string;
  code: string | null;
  unitCode: string;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  /** For whom the roster fills in stays: who passed a gate that day, or all. */
  rosterFill: RosterFill;
  createdAt: string;
}

/** `GET /units`: all that ever were, those below one, those valid on a day. */
export const unitsQuery = page.extend({ parentCode: text(20).optional(), at: date.optional() });
export type UnitsQuery = z.output<typeof unitsQuery>;

export interface UnitAnswer {
  code: string;
  name: string;
  level: string;
  parentCode: string | null;
  validFrom: string;
  /** The last day of validity; null while it lasts. */
  validTo: string | null;
  /** The units that it, or a part of it, came out of, and those that it, or a part of it, became. */
  predecessorCodes: string[];
  successorCodes: string[];
}
