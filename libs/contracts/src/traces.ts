import { z } from 'zod';
import { id, instant, page, text, type WorkStatus } from './common.js';
import type { Problem } from './errors.js';
import { inlinePreset, type PresetHead } from './presets.js';

/** Each of a trace's answers names its cases: more of them make a list of traces too long to read. */
const CASES_A_TRACE = 1_000;

export const newTrace = z
  .strictObject({
    caseIds: z.array(id).min(1).max(CASES_A_TRACE, `names more than ${CASES_A_TRACE} cases: ask for several traces`),
    presetId: z.string().max(60).optional(),
    preset: inlinePreset.optional(),
    maxLevel: z.int().min(1).max(6).optional().describe('2 unless given; a backward trace has one level'),
    asOf: instant.optional(),
    direction: z.enum(['forward', 'backward']).default('forward'),
  })
  .refine(({ presetId, preset }) => !(presetId && preset), {
    path: ['preset'],
    message: 'give presetId or preset, not both',
  })
  .refine(({ direction, maxLevel }) => direction === 'forward' || (maxLevel ?? 1) === 1, {
    path: ['maxLevel'],
    message: 'a backward trace has one level: leave it out, or give 1',
  })
  .transform(({ maxLevel, ...rest }) => ({ ...rest, maxLevel: maxLevel ?? (rest.direction === 'forward' ? 2 : 1) }));
export type NewTrace = z.output<typeof newTrace>;

export const contactFilter = page.extend({
  level: z.coerce.number().int().min(1).max(6).optional(),
  organisationId: id.optional(),
});
export type ContactFilter = z.output<typeof contactFilter>;

export const contactReview = z.strictObject({ decision: z.enum(['confirm', 'dismiss']), reason: text(500) });
export type ContactReview = z.output<typeof contactReview>;

export const addedContact = z.strictObject({ workerId: id, level: z.int().min(1).max(6), reason: text(500) });
export type AddedContact = z.output<typeof addedContact>;

export const graphFilter = z.object({ maxNodes: z.coerce.number().int().min(1).max(20_000).default(500) });
export type GraphFilter = z.output<typeof graphFilter>;

/** Scopes compared in one call, and places named in one of them. */
const SCOPES = 20;
const PLACES_A_SCOPE = 500;

const quarantineScope = z
  .strictObject({
    name: text(100),
    placeIds: z.array(id).min(1).max(PLACES_A_SCOPE).optional(),
    levels: z.array(z.int().min(1).max(6)).min(1).max(6).optional(),
    /** Only the contacts of highest score that together hold this share of the trace's risk. */
    topRisk: z.number().positive().max(1).optional(),
  })
  .refine(({ placeIds, levels, topRisk }) => placeIds ?? levels ?? topRisk, {
    message: 'gives placeIds, levels or topRisk',
  });
export type QuarantineScope = z.output<typeof quarantineScope>;

/** `POST /traces/:id/compare`: whom an officer might take out, said in several ways (docs/decisions/0009). */
export const scopeComparison = z.strictObject({ scopes: z.array(quarantineScope).min(1).max(SCOPES) });
export type ScopeComparison = z.output<typeof scopeComparison>;

/** A line of which so many are taken that it stands still. Both are numbers of persons. */
export interface StoppedLine {
  placeId: string;
  placeName: string;
  assigned: number;
  taken: number;
}

/** What a scope would take out. */
export interface ScopeFigures {
  name: string;
  /** Persons taken, index persons apart. */
  people: number;
  /** How many of them are contacts of the trace. */
  contacts: number;
  /** Share of the summed scores of all contacts, 0–1; 0 when there is no contact. */
  riskShare: number;
  /** The lines with most people taken first, at most 100. */
  linesStopped: StoppedLine[];
  linesStoppedCount: number;
  /** Rooms where somebody taken lives or was. */
  dormitoryRooms: number;
}

/** A case that brought nobody, and why: `empty_window`, `no_presence`. */
export interface CaseWarning {
  code: 'empty_window' | 'no_presence';
  caseId: string;
  detail: string;
}

/** A level, with those before it, takes in more than the set share of an area's workers. */
export interface LargeShareWarning {
  code: 'large_share';
  level: number;
  unitCode: string;
  unitName: string;
  /** Persons who work in the unit: those that the trace reached, and all. */
  people: number;
  workers: number;
  share: number;
  detail: string;
}
/** What of the window's data could not be used, or that there was none. */
export interface DataWarning {
  code: 'no_data' | 'left_out';
  /** Of `left_out`: how many stays and proximity records. */
  rows?: number;
  detail: string;
}
export type TraceWarning = CaseWarning | LargeShareWarning | DataWarning;

/** A trace as it is answered, and as each of its events bears it. */
export interface TraceAnswer {
  id: string;
  status: WorkStatus;
  progress: number;
  error?: Problem;
  caseIds: string[];
  /** The definition of a contact that it uses, every parameter filled in. */
  preset: PresetHead;
  asOf: string;
  maxLevel: number;
  direction: 'forward' | 'backward';
  levelsDone: number;
  /** Persons of each level to the deepest asked for; 0 where it is not done yet. */
  counts: Record<string, number>;
  /** Milliseconds of each step. */
  timings: Record<string, number>;
  warnings: TraceWarning[];
  followed: boolean;
  revision: number;
  revisedAt: string | null;
  revisionError?: Problem;
  createdAt: string;
}

/** `GET /traces/:id/graph`: who, and the strongest links between those shown; seconds are whole. */
export interface GraphNode {
  id: string;
  level: number;
  code: string;
  score: number;
  organisationId: string;
  /** Where the person belongs on the day of the trace; null where nobody has said. */
  place: { id: string; name: string } | null;
}

export interface ContactGraph {
  nodes: GraphNode[];
  /** Those of the nodes, by name. */
  organisations: { id: string; name: string }[];
  edges: { source: string; target: string; nearSeconds: number; roomSeconds: number; firstAt: string }[];
  /** Contacts left out because of `maxNodes`. */
  omitted: number;
}

export const revisionNumber = z.coerce.number().int().min(0).max(2_147_483_647);

/** Why somebody came into a list, left it or stands on another level; the rule is `changeReason` of the tracing service. */
export const CHANGE_REASONS = ['record', 'case', 'source', 'isolation', 'as_of', 'presence'] as const;
export type ChangeReason = (typeof CHANGE_REASONS)[number];

/** One list of a followed trace; 0 is the one that it had when following began. */
export interface Revision {
  revision: number;
  asOf: string;
  counts: Record<string, number>;
  entered: number;
  left: number;
  moved: number;
  createdAt: string;
}

/** What a revision changed about a person. */
export interface RevisionChange {
  workerId: string;
  workerCode: string;
  organisationId: string;
  change: 'entered' | 'left' | 'moved';
  levelBefore: number | null;
  levelAfter: number | null;
  reason: ChangeReason;
  /** The source whose own change is the reason. */
  sourceWorkerId: string | null;
}

/** A stretch of time that a contact and a source spent together, as an officer reads it. */
export interface Encounter {
  /** Null for a proximity record. */
  placeId: string | null;
  placeName: string | null;
  /** Kind of the place, or `proximity`. */
  kind: string;
  class: 'near' | 'room';
  from: string;
  to: string;
  /** Evidence of both sides, sorted. */
  evidence: string[];
}

/** Why somebody is in a list: one source. Seconds are whole. */
export interface Because {
  sourceWorkerId: string;
  sourceWorkerCode: string;
  nearSeconds: number;
  roomSeconds: number;
  firstAt: string;
  lastAt: string;
  /** Found from presence as it is now. */
  encounters: Encounter[];
  /** Presence is not what it was when the trace found this source: corrected since, or deleted. Absent where it is. */
  presenceChanged?: true;
}

/** A place that several cases of a backward trace have in common. Seconds are whole. */
export interface CommonPlace {
  placeId: string;
  placeName: string | null;
  kind: string;
  caseIds: string[];
  /** Time together, summed over the pairs of cases. */
  overlapSeconds: number;
  /** The least time between the stays of two of them; 0 where any two were there together. */
  gapSeconds: number;
  firstAt: string;
  lastAt: string;
}

/** A person whom a trace reached (api.md, Cases and traces). */
export interface TracedContact {
  workerId: string;
  workerCode: string;
  organisationId: string;
  personWorkerIds: string[];
  level: number;
  exposedAt: string | null;
  earliestAt: string | null;
  lastExposureAt: string | null;
  nearSeconds: number;
  roomSeconds: number;
  score: number;
  dose: number;
  isCase: boolean;
  /** Of a backward trace: whether the time with any one of the cases meets the preset. Null in a forward one. */
  qualifies: boolean | null;
  sources: number;
  because: Because[];
  addedBecause: string | null;
  review: { decision: 'confirm' | 'dismiss'; reason: string; decidedAt: string } | null;
}
