import { z } from 'zod';
import { code, date, text } from './common.js';
import { importFields } from './imports.js';

/** Validity of what no one dated: longer than any record goes back. */
export const ALWAYS = '2000-01-01';
export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const DAY = 1_440;

/** Minutes from local midnight of the day a shift begins on; up to the end of the day after. */
const minute = z
  .int()
  .min(0)
  .max(2 * DAY);

const dated = {
  /** Null: `days` are days of the week, 1 is Monday. Else the length of a cycle whose day 1 is `validFrom`. */
  cycle: z.int().min(1).max(366).nullable().default(null),
  days: z.array(z.int().min(1).max(366)).min(1).max(366).default(EVERY_DAY),
  validFrom: date.default(ALWAYS),
  validTo: date.nullable().default(null),
};
export interface Dated {
  cycle: number | null;
  days: readonly number[];
  validFrom: string;
  validTo: string | null;
}
interface Timed extends Dated {
  code: string;
  startMinute: number;
  endMinute: number;
}

const hours = { startMinute: minute, endMinute: minute };

function sound(given: Timed, context: z.RefinementCtx): void {
  const issue = (path: keyof Timed, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (given.endMinute <= given.startMinute) issue('endMinute', 'is not after startMinute');
  if (given.endMinute - given.startMinute > DAY) issue('endMinute', 'is more than 24 hours after startMinute');
  if (given.days.some((day) => day > (given.cycle ?? 7))) issue('days', 'has a day after the last');
  if (given.validTo && given.validTo < given.validFrom) issue('validTo', 'is before validFrom');
}

/** The whole of such a list; a code may stand in it again with another `validFrom`. */
const listOf = <Item extends z.ZodType<Timed>>(item: Item) =>
  z.strictObject({
    items: z
      .array(item)
      .max(2_000)
      .superRefine((items, context) => {
        const seen = new Set<string>();
        items.forEach(({ code, validFrom }, index) => {
          const key = `${validFrom} ${code}`;
          if (seen.has(key)) context.addIssue({ code: 'custom', path: [index, 'code'], message: 'stands there twice' });
          seen.add(key);
        });
      }),
  });

/** `PUT /organisations/:id/shift-patterns`. */
export const shiftPattern = z.strictObject({ code, ...hours, ...dated }).superRefine(sound);
export type ShiftPatternBody = z.output<typeof shiftPattern>;
export const shiftPatterns = listOf(shiftPattern);

export const TRIP_DIRECTIONS = ['outbound', 'return'] as const;
/** `PUT /organisations/:id/bus-trips`: from the departure to the arrival; outbound is to work. */
export const busTrip = z
  .strictObject({
    code,
    placeCode: code,
    direction: z.enum(TRIP_DIRECTIONS),
    shift: code.nullable().default(null),
    stops: z.array(text(200)).max(100).default([]),
    ...hours,
    ...dated,
  })
  .superRefine(sound);
export type BusTripBody = z.output<typeof busTrip>;
export const busTrips = listOf(busTrip);

/** `PUT /organisations/:id/sittings`: of a canteen or one of its tables. */
export const sitting = z
  .strictObject({ code, placeCode: code, shift: code.nullable().default(null), ...hours, ...dated })
  .superRefine(sound);
export type SittingBody = z.output<typeof sitting>;
export const sittings = listOf(sitting);

/** A place of a route; without times: any time of the shift. */
export const routeStop = z
  .strictObject({
    placeCode: code,
    startMinute: minute.nullable().default(null),
    endMinute: minute.nullable().default(null),
  })
  .refine(({ startMinute, endMinute }) => (startMinute === null) === (endMinute === null), {
    path: ['endMinute'],
    message: 'startMinute and endMinute belong together',
  })
  .refine(({ startMinute, endMinute }) => startMinute === null || endMinute === null || startMinute < endMinute, {
    path: ['endMinute'],
    message: 'is not after startMinute',
  });

/** `PUT /workers/:id/route`: the places of a roamer from a day on (today unless given); none: no route any more. */
export const route = z.strictObject({ validFrom: date.optional(), stops: z.array(routeStop).max(100) });
export type RouteBody = z.output<typeof route>;

export interface RouteAnswer {
  workerId: string;
  /** Null without a route. */
  validFrom: string | null;
  validTo: string | null;
  stops: { placeCode: string; startMinute: number | null; endMinute: number | null }[];
}

export const ROSTER_IMPORTS = ['shift-patterns', 'roster', 'bus-trips', 'sittings', 'routes'] as const;
export type RosterImport = (typeof ROSTER_IMPORTS)[number];
export const rosterImportFields = importFields.extend({ kind: z.enum(ROSTER_IMPORTS) });

export const ROSTER_FILLS = ['passed-gate', 'all'] as const;
export type RosterFill = (typeof ROSTER_FILLS)[number];

/** The shifts of an organisation that has said nothing of its own. */
export const DEFAULT_SHIFTS: readonly ShiftPatternBody[] = [
  ['A', 6, 14] as const,
  ['B', 14, 22] as const,
  ['C', 22, 30] as const,
  ['HC', 7.5, 16.5] as const,
  ['D', 8, 20] as const,
  ['N', 20, 32] as const,
].map(([name, start, end]) => ({
  code: name,
  startMinute: start * 60,
  endMinute: end * 60,
  ...{ cycle: null, days: EVERY_DAY, validFrom: ALWAYS, validTo: null },
}));
