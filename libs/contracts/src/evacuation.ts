import { z } from 'zod';
import type { Evidence, PlaceKind } from './places.js';

/** `GET /sites/:id/evacuation`: as `Accept` says unless a format is given. */
export const evacuationQuery = z.strictObject({ format: z.enum(['json', 'csv']).optional() });
export type EvacuationQuery = z.output<typeof evacuationQuery>;

export interface EvacuationAnswer {
  siteId: string;
  at: string;
  inside: number;
  /** Where somebody was last seen, or is meant to be. */
  places: {
    placeId: string;
    code: string;
    name: string;
    kind: PlaceKind;
    people: {
      /** Null, as is the name, for people of another organisation. */
      workerId: string | null;
      workerCode: string;
      fullName: string | null;
      /** Name of the employer. */
      organisation: string;
      since: string;
      evidence: Extract<Evidence, 'scan' | 'roster'>;
    }[];
  }[];
}
