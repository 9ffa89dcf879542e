import { z } from 'zod';
import { code, date, id, page, text } from './common.js';
import { type IdentityWarning, parseIdentityNumber } from './identity-numbers.js';
import { parsePhone } from './phones.js';

export const WORKER_KINDS = ['employee', 'contractor', 'visitor', 'driver'] as const;
export type WorkerKind = (typeof WORKER_KINDS)[number];
export const SEXES = ['male', 'female'] as const;
export type Sex = (typeof SEXES)[number];
export const WORKER_STATUSES = ['active', 'left'] as const;
export type WorkerStatus = (typeof WORKER_STATUSES)[number];

const parsed = (parse: (text: string) => string | undefined, message: string) =>
  text(40).transform((value, context) => {
    const found = parse(value);
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const fields = {
  code,
  fullName: text(200),
  kind: z.enum(WORKER_KINDS),
  birthDate: date.nullable(),
  sex: z.enum(SEXES).nullable(),
  identityNumber: parsed(parseIdentityNumber, 'is not an identity number').nullable(),
  phone: parsed(parsePhone, 'is not a phone number').nullable(),
  address: text(500).nullable(),
  siteCode: code.nullable(),
  placeCode: code.nullable(),
  shift: code.nullable(),
  dormitoryRoom: code.nullable(),
  busCode: code.nullable(),
  startDate: date.nullable(),
  endDate: date.nullable(),
};
const inOrder = ({ startDate, endDate }: { startDate?: string | null; endDate?: string | null }): boolean =>
  !startDate || !endDate || startDate <= endDate;
const IN_ORDER = { path: ['endDate'], message: 'is before startDate' };

/** `POST /workers`. */
export const newWorker = z
  .strictObject({ ...fields, kind: fields.kind.default('employee') })
  .partial()
  .extend({ organisationId: id, code: fields.code, fullName: fields.fullName })
  .refine(inOrder, IN_ORDER);
export type NewWorker = z.output<typeof newWorker>;

/** `PATCH /workers/:id`: null clears a field. `status` left without an end date ends today; active takes the end away. */
export const workerChange = z
  .strictObject({ ...fields, status: z.enum(WORKER_STATUSES) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .refine(inOrder, IN_ORDER);
export type WorkerChange = z.output<typeof workerChange>;

/** What a record may lack that a trace needs. */
export const WORKER_GAPS = ['phone', 'place', 'shift', 'room'] as const;
export type WorkerGap = (typeof WORKER_GAPS)[number];

/** `GET /workers`. */
export const workerFilter = page.extend({
  organisationId: id.optional(),
  placeId: id.optional().describe('assigned there or below at present'),
  status: z.enum(WORKER_STATUSES).optional(),
  missing: z.enum(WORKER_GAPS).optional(),
});
export type WorkerFilter = z.output<typeof workerFilter>;

/** `POST /workers/search`: parts of a name in any order, a code, a phone or the end of one, an identity number. */
export const workerSearch = workerFilter.extend({ q: text(200) });
export type WorkerSearch = z.output<typeof workerSearch>;

/** `POST /workers/bulk`: the same change for so many at once, all or nobody. */
const CHANGED_AT_ONCE = 200;
export const bulkWorkerChange = z.strictObject({
  ids: z.array(id.toLowerCase()).min(1).max(CHANGED_AT_ONCE),
  change: z
    .strictObject({
      ...{ siteCode: fields.siteCode, placeCode: fields.placeCode, shift: fields.shift },
      ...{ dormitoryRoom: fields.dormitoryRoom, busCode: fields.busCode, endDate: fields.endDate },
      status: z.enum(WORKER_STATUSES),
    })
    .partial()
    .refine((change) => Object.keys(change).length > 0, 'changes nothing'),
});
export type BulkWorkerChange = z.output<typeof bulkWorkerChange>;

/** Records that one lookup may ask for. */
const LOOKED_UP = 200;

/** `POST /workers/lookup`: who is behind ids that a list names. */
export const workerLookup = z.strictObject({ ids: z.array(id.toLowerCase()).min(1).max(LOOKED_UP) });
export type WorkerLookup = z.output<typeof workerLookup>;

/** What a gate needs to know of a worker. */
export interface WorkerAtGate {
  id: string;
  organisationId: string;
  code: string;
  fullName: string;
  kind: WorkerKind;
  status: WorkerStatus;
  siteCode: string | null;
  placeCode: string | null;
  shift: string | null;
  createdAt: string;
}

/** A worker as answered. Phones are E.164; codes of place, room, bus and shift are the present ones. */
export interface WorkerAnswer extends WorkerAtGate {
  birthDate: string | null;
  sex: Sex | null;
  identityNumber: string | null;
  phone: string | null;
  address: string | null;
  dormitoryRoom: string | null;
  busCode: string | null;
  startDate: string | null;
  endDate: string | null;
  updatedAt: string;
  warnings?: IdentityWarning[];
}
