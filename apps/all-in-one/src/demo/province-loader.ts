import { createHash } from 'node:crypto';
import {
  staysCsv,
  workersCsv,
  type CheckInRow,
  type OrganisationSeed,
  type PlaceSeed,
  type Province,
  type SiteSeed,
} from '../../../../seeds/province.js';
import type { ApiClient } from './api-client.js';

/** What a step sent and what the product said it did with it. */
export interface Counted {
  sent: number;
  stored: number;
}

export interface Named {
  id: string;
  code: string | null;
}

interface Stored extends Named {
  taxCode: string | null;
}

interface ImportState {
  id: string;
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'awaiting_approval';
  read: number;
  accepted: number;
  created: number;
  unchanged: number;
  updated: number;
}

/** Called with the number of rows newly through. */
export type OnRows = (rows: number) => void;

const BATCH = 1_000;
const PLACES_A_CALL = 2_000;

/**
 * Brings a generated province into the product, the way its users would: through the API, one organisation at a time.
 * Every step finds what is there already, so that an interrupted load can be taken up again.
 */
export class ProvinceLoader {
  private readonly ids = new Map<number, string>();

  constructor(
    private readonly admin: ApiClient,
    private readonly province: Province,
    private readonly parallel = 6,
    /** Marks the organisations as a drill. */
    private readonly exercise = false,
  ) {}

  /** Id of an organisation that has been registered. */
  organisationId(organisation: OrganisationSeed): string {
    const id = this.ids.get(organisation.index);
    if (!id) throw new Error(`Organisation ${organisation.index} is not registered.`);
    return id;
  }

  /** Organisations, their sites and places. */
  async registerOrganisations(onRows: OnRows): Promise<Counted> {
    const known = new Map<string, string>();
    for await (const { id, taxCode } of this.admin.pages<Stored>('/organisations')) if (taxCode) known.set(taxCode, id);
    const counted = { sent: 0, stored: 0 };
    await this.each(async (organisation) => {
      const { name, kind, taxCode, unitCode, address, sites } = organisation;
      const body = { name, kind, taxCode, unitCode, address, exercise: this.exercise };
      const existing = known.get(taxCode);
      const id = existing ?? (await this.admin.post<Named>('/organisations', body)).id;
      this.ids.set(organisation.index, id);
      for (const site of sites) {
        // apart from the sum: others add to it meanwhile
        const stored = await this.registerSite(id, site, existing === undefined);
        counted.stored += stored;
      }
      counted.sent += sites.reduce((sum, { places }) => sum + places.length, 0);
      onRows(1);
    });
    return counted;
  }

  private async registerSite(organisationId: string, { places, ...site }: SiteSeed, fresh: boolean): Promise<number> {
    const path = `/organisations/${organisationId}/sites`;
    const { items } = fresh ? { items: [] } : await this.admin.get<{ items: Named[] }>(`${path}?limit=500`);
    const known = items.find(({ code }) => code === site.code);
    const stored = known ?? (await this.admin.post<Named>(path, site));
    return this.registerPlaces(`/sites/${stored.id}/places`, places, known === undefined);
  }

  /** Lodging houses, dormitories and buses, which belong to administrative units. */
  async registerSharedPlaces(onRows: OnRows): Promise<Counted> {
    const counted = { sent: 0, stored: 0 };
    for (const { unitCode, places } of this.province.sharedPlaces()) {
      const stored = await this.registerPlaces(`/units/${unitCode}/places`, places);
      counted.stored += stored;
      counted.sent += places.length;
      onRows(places.length);
    }
    return counted;
  }

  /** Parents come before their children, so a list can be sent in slices. */
  private async registerPlaces(path: string, places: readonly PlaceSeed[], fresh = false): Promise<number> {
    const known = new Set<string | null>();
    if (!fresh) for await (const { code } of this.admin.pages<Named>(path)) known.add(code);
    const missing = places.filter(({ code }) => !known.has(code));
    let stored = places.length - missing.length;
    for (let at = 0; at < missing.length; at += PLACES_A_CALL) {
      const slice = missing.slice(at, at + PLACES_A_CALL);
      const { items } = await this.admin.post<{ items: unknown[] }>(`${path}/bulk`, slice);
      stored += items.length;
    }
    return stored;
  }

  importWorkers(onRows: OnRows): Promise<Counted> {
    return this.eachImport('/workers/imports', { mode: 'upsert', dryRun: 'false' }, 'workers.csv', onRows, (one) =>
      workersCsv(this.province, one),
    );
  }

  importStays(onRows: OnRows): Promise<Counted> {
    return this.eachImport('/stays/imports', {}, 'stays.csv', onRows, (one) => staysCsv(this.province, one));
  }

  private async eachImport(
    path: string,
    fields: Record<string, string>,
    file: string,
    onRows: OnRows,
    rowsOf: (organisation: OrganisationSeed) => Iterable<string>,
  ): Promise<Counted> {
    const counted = { sent: 0, stored: 0 };
    await this.each(async (organisation) => {
      const organisationId = this.organisationId(organisation);
      const queued = await this.admin.upload<{ id: string }>(
        path,
        { organisationId, ...fields },
        file,
        rowsOf(organisation),
      );
      const done = await this.admin.ended<ImportState>(`${path}/${queued.id}`);
      counted.sent += done.read;
      counted.stored += done.created + done.updated + done.unchanged;
      onRows(done.read);
    });
    return counted;
  }

  /** The last day's scans, in batches as gate devices send them. */
  async sendCheckIns(onRows: OnRows): Promise<Counted> {
    const counted = { sent: 0, stored: 0 };
    await this.each(async (organisation) => {
      const workers = new Map<string | null, string>();
      const path = `/workers?organisationId=${this.organisationId(organisation)}`;
      for await (const { id, code } of this.admin.pages<Named>(path)) workers.set(code, id);
      let items: object[] = [];
      const send = async (): Promise<void> => {
        const answer = await this.admin.post<{ items: { error?: unknown }[] }>('/check-ins/batch', { items });
        counted.sent += items.length;
        counted.stored += answer.items.filter(({ error }) => !error).length;
        onRows(items.length);
        items = [];
      };
      for (const row of this.province.checkInsOf(organisation)) {
        items.push(checkInOf(row, organisation.index, workers.get(row.workerCode)!));
        if (items.length === BATCH) await send();
      }
      if (items.length > 0) await send();
    });
    return counted;
  }

  /** Every organisation once, several at a time; the first failure ends it. */
  private async each(work: (organisation: OrganisationSeed) => Promise<void>): Promise<void> {
    const queue = [...this.province.organisations()];
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) await work(next);
    };
    await Promise.all(Array.from({ length: this.parallel }, lane));
  }
}

/** A check-in with an id that is the same at every run, as a device that repeats itself would send it. */
function checkInOf(row: CheckInRow, organisation: number, workerId: string): object {
  const hex = createHash('sha256')
    .update(`${organisation} ${row.workerCode} ${row.point} ${row.direction} ${row.at}`)
    .digest('hex');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return {
    id,
    placeCode: row.placeCode,
    workerId,
    direction: row.direction,
    at: new Date(row.at * 1000).toISOString(),
  };
}
