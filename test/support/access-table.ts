import type { ErrorCode } from '@app/contracts';
import type { Asker, Holding } from './reach-world.js';

/** How a record of a holding is asked for. */
export interface Ask {
  /** Instead of `{id}` in the path, and whatever else stands there in braces. */
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  upload?: { fields: Record<string, string>; content: string };
}

export type Fresh = 'waitingId' | 'deviceId';

/** A line of the table: who may call a route, of whose records, and how. */
export interface Line {
  /** `GET /workers/{id}`, as the OpenAPI document has it. */
  route: string;
  /** Letters of who may call it at all; see `LETTERS`. */
  who: string;
  /** What the request of a holding is. */
  ask: (of: Holding, all: readonly Holding[]) => Ask;
  /** Whether the holding's record is there for whoever asks; a line without it is about nobody's records. */
  reaches?: (asker: Asker, of: Holding) => boolean;
  /** How a record is answered that is absent or foreign. */
  hidden: ErrorCode;
  /** The same where something else is foreign than the record itself. */
  hiddenElse?: (of: Holding) => ErrorCode | undefined;
  /** Refusals of the domain that tell whoever reaches the record no more than its state. */
  also: readonly ErrorCode[];
  /** Who is told `forbidden` although the role may call the route. */
  barred: (asker: Asker) => boolean;
  /** The route is a list, which holds this id of every holding that is reached, and of no other. */
  lists?: keyof Holding;
  /** Answered 200 to whoever may call it, with an error at the item that is not there. */
  itemwise?: boolean;
  /** What a call uses up: whoever may is given a new one. */
  fresh?: Fresh;
  /** The route is open to strangers, and answers everybody with this status. */
  open?: number;
}

/** P province, O officer, E enterprise administrator, H personnel, G guard, W worker, A auditor, S machine, D device. */
export const LETTERS: Record<Asker, string> = {
  ...{ province: 'P', officer: 'O', oldProvinceOfficer: 'O', newProvinceOfficer: 'O', enterprise: 'E' },
  ...{ personnel: 'H', guard: 'G', worker: 'W', auditor: 'A', machine: 'S', device: 'D', stranger: '-' },
};
export const SIGNED_IN = 'POEHGWAS';

/** Units that officers reach, written down by hand: nobody of an old unit reaches the other one, or the new one. */
const UNITS: Partial<Record<Asker, readonly string[]>> = {
  officer: ['219'],
  oldProvinceOfficer: ['24', '219', '220'],
  newProvinceOfficer: ['2025-24', '24', '219', '220', '27'],
};

const OF_THE_ORGANISATION = ['own', 'colleague', 'otherSite'];

/** Whether an organisation is inside the scope of whoever asks. */
export function inScope(asker: Asker, of: Holding): boolean {
  if (of.name === 'absent') return false;
  if (['province', 'machine', 'auditor'].includes(asker)) return true;
  const units = UNITS[asker];
  if (units) return of.unitCodes.some((code) => units.includes(code));
  return OF_THE_ORGANISATION.includes(of.name);
}

/** The same of what belongs to a site: guards and devices are of one. */
export const atSite = (asker: Asker, of: Holding): boolean =>
  inScope(asker, of) && !(['guard', 'device'].includes(asker) && of.name === 'otherSite');

/** The same of a worker's record: workers have their own alone. */
export const ofWorker = (asker: Asker, of: Holding): boolean =>
  inScope(asker, of) && !(asker === 'worker' && of.name === 'colleague');

/** Exports are their maker's, and the province's. */
export const ofMaker = (asker: Asker, of: Holding): boolean => !LETTERS[asker].includes('O') && inScope(asker, of);

/** Whether a unit itself is inside the scope. */
export const inUnit = (asker: Asker, { name, unitCode }: Holding): boolean =>
  name !== 'absent' && (asker === 'province' || (UNITS[asker] ?? []).includes(unitCode));

/** An enterprise reads the shared places of its province, old and new. */
export const inOwnProvince = (asker: Asker, of: Holding): boolean =>
  UNITS[asker] || asker === 'province' ? inUnit(asker, of) : !['absent', 'otherUnit'].includes(of.name);

type Given = Partial<Omit<Line, 'route' | 'who' | 'ask'>> & {
  body?: (of: Holding, all: readonly Holding[]) => unknown;
  query?: (of: Holding) => Record<string, string>;
  path?: (of: Holding) => Record<string, string>;
  upload?: (of: Holding) => NonNullable<Ask['upload']>;
};

function line(route: string, who: string, { body, query, path, upload, ...given }: Given): Line {
  const ask: Line['ask'] = (of, all) => ({
    ...(path && { path: path(of) }),
    ...(query && { query: query(of) }),
    ...(body && { body: body(of, all) }),
    ...(upload && { upload: upload(of) }),
  });
  return { hidden: 'not_found', also: [], barred: () => false, ...given, route, who, ask };
}

type Reach = NonNullable<Line['reaches']>;
const REACH: Partial<Record<keyof Holding, Reach>> = {
  ...{ siteId: atSite, placeId: atSite, workerId: ofWorker, exportId: ofMaker, waitingId: ofMaker, unitCode: inUnit },
};

/** A route about one record, whose id (or code) is the first thing in braces. */
export const record = (route: string, who: string, key: keyof Holding, given: Given = {}): Line => {
  const name = /\{(\w+)\}/.exec(route)?.[1] ?? 'id';
  const path = (of: Holding) => ({ [name]: String(of[key]), ...given.path?.(of) });
  return line(route, who, { reaches: REACH[key] ?? inScope, ...given, path });
};

/** A route about a record that stands in the body or the query. */
export const within = (route: string, who: string, reaches: Reach, given: Given): Line =>
  line(route, who, { reaches, ...given });

/** A list: it has this id of whatever is reached. */
export const list = (route: string, who: string, lists: keyof Holding, given: Given = {}): Line =>
  line(route, who, { reaches: REACH[lists] ?? inScope, lists, query: () => ({ limit: '500' }), ...given });

/** A route about nobody's records. */
export const plain = (route: string, who: string, given: Given = {}): Line => line(route, who, given);

/** A route for strangers as well. */
export const open = (route: string, status: number, given: Given = {}): Line =>
  line(route, '', { open: status, ...given });
