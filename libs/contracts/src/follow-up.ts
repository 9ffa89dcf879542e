import { z } from 'zod';
import { date, id, instant, page, text } from './common.js';

export const FOLLOW_UP_STATES = ['to_notify', 'notified', 'quarantined', 'released', 'lost'] as const;
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

/** `POST /cases/:id/follow-ups`: what was done about some contacts of a case, now unless `at` is given. */
export const followUpChange = z.strictObject({
  workerIds: z.array(id).min(1).max(500),
  state: z.enum(FOLLOW_UP_STATES),
  dueOn: date.optional().describe('the day of the next step; follows from the state unless given'),
  note: text(2_000).nullable().optional(),
  at: instant.optional(),
});
export type FollowUpChange = z.output<typeof followUpChange>;

export const DUE = ['today', 'overdue'] as const;

export const followUpFilter = page.extend({
  caseId: id.optional(),
  state: z.enum(FOLLOW_UP_STATES).optional(),
  due: z.enum(DUE).optional(),
});
export type FollowUpFilter = z.output<typeof followUpFilter>;

/** Sort key of the board: day due, level (0: no longer listed), person, case. */
export const followUpKey = z.tuple([date, z.int(), z.int(), id]);

/** What is to be done about a contact of an open case. */
export interface FollowUpAnswer {
  caseId: string;
  /** The list that shows the person; null when the newest one no longer does. */
  traceId: string | null;
  workerId: string;
  workerCode: string;
  organisationId: string;
  unitCode: string;
  unitName: string;
  level: number | null;
  lastExposureAt: string | null;
  state: FollowUpState;
  /** `YYYY-MM-DD`; null once nothing is left to do. */
  dueOn: string | null;
  note: string | null;
  notifiedAt: string | null;
  quarantinedAt: string | null;
  releasedAt: string | null;
  /** Null while nobody has done anything. */
  changedAt: string | null;
}

/** How many people stand where; `dueToday` and `overdue` count those with something left to do. */
export interface FollowUpCounts {
  states: Record<FollowUpState, number>;
  dueToday: number;
  overdue: number;
}

/** Contacts of a trace whom one commune looks after: as many as an export with this `unitCode` has rows. */
export interface CommuneContacts {
  unitCode: string;
  unitName: string;
  parentName: string | null;
  people: number;
  /** How many of each level. */
  levels: Record<string, number>;
  states: Record<FollowUpState, number>;
}

export const clockQuery = z.object({ days: z.coerce.number().int().min(1).max(90).default(14) });
export type ClockQuery = z.output<typeof clockQuery>;

/** How far a case has come (docs/decisions/0039). Notice and quarantine are reached when half of its F1 have them. */
export interface CaseClock {
  caseId: string;
  workerId: string;
  workerCode: string;
  organisationId: string;
  districtCode: string;
  positiveAt: string;
  listAt: string | null;
  noticeAt: string | null;
  quarantineAt: string | null;
  /** F1 of the newest list, and how many of them were reached, and are or were apart. */
  contacts: number;
  notified: number;
  quarantined: number;
}

/** Medians over the cases of a district that have come so far; seconds since the positive result. */
export interface DistrictClock {
  unitCode: string;
  name: string;
  cases: number;
  listSeconds: number | null;
  noticeSeconds: number | null;
  quarantineSeconds: number | null;
}

export interface TracingClock {
  cases: CaseClock[];
  districts: DistrictClock[];
  all: Omit<DistrictClock, 'unitCode' | 'name'>;
}
