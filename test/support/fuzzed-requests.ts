import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { Actor, Role } from '@app/contracts';
import { newId } from '@app/database';
import { AccessTokens, validationPipe } from '@app/platform';
import pg from 'pg';
import { random } from '../../seeds/province/random.js';
import type { TestApp } from './app.js';
import { makeOrganisation, makePlace, makeSharedPlace, makeSite, makeWorker } from './factories.js';
import { FuzzValues, MARKER } from './fuzz-values.js';
import { type Operation, operationsOf, type Schema } from './openapi.js';

/** What no column of ours holds by itself: found in the database, an injected property was stored. */
const INJECTED = {
  text: 'injected-7f3a',
  number: 727_373_727,
  id: 'feedface-0000-7000-8000-00000000feed',
  time: '1999-09-09T09:09:09Z',
};

/** So many times as often an operation is tried until a body of it passes validation. */
const MOST_TURNS = 10;

export interface FuzzReport {
  operations: number;
  requests: number;
  /** Operations that answered with 5xx, and how often. */
  faults: Record<string, number>;
  /** Statements that were run, and those whose text holds what a request said. */
  statements: number;
  composed: string[];
  /** Writes with a body, those of them of which a body passed validation, and properties that passed with one. */
  writes: number;
  reached: string[];
  unreached: string[];
  passed: string[];
  /** Tables in which an injected value was found. */
  stored: string[];
}

/** Sends `each` made-up requests to every operation that the services describe, as every role that may call it. */
export async function fuzz(app: TestApp, { seed, each }: { seed: number; each: number }): Promise<FuzzReport> {
  return new Fuzz(app, new FuzzValues(random(seed), await knownIn(app)), await actorsOf(app)).run(each);
}

/** One of each thing that ids and codes can point to. */
async function knownIn({ dataSource }: TestApp): Promise<Record<string, string[]>> {
  const organisation = await makeOrganisation(dataSource);
  const site = await makeSite(dataSource, organisation);
  const place = await makePlace(dataSource, site, 'line');
  const bus = await makeSharedPlace(dataSource, 'bus');
  const workers = [await makeWorker(dataSource, organisation), await makeWorker(dataSource, organisation)];
  const workerId = workers.map(({ id }) => id);
  return {
    ...{ organisationId: [organisation.id], siteId: [site.id], placeId: [place.id], workerId },
    id: [organisation.id, site.id, place.id, ...workerId],
    ...{
      placeCode: [place.code, bus.code],
      unitCode: ['219'],
      code: ['219', place.code],
      parentCode: ['24', place.code],
    },
    workerCode: workers.map(({ code }) => code),
    ...{ identityNumber: ['024090001234', '024090005678'], phone: ['0912345678', '+84987654321'] },
    ...{ url: ['https://command-centre.example.vn/lists'], secret: ['a secret of thirty-two characters'] },
  };
}

async function actorsOf({ dataSource }: TestApp): Promise<Record<Role, Actor>> {
  const [{ organisationId, workerId }] = await dataSource.query<[{ organisationId: string; workerId: string }]>(
    'select organisation_id as "organisationId", id as "workerId" from worker limit 1',
  );
  const own = { organisationId };
  const scopes: Record<Role, Actor['scope']> = {
    ...{
      province_admin: {},
      health_officer: { unitCodes: ['24'] },
      enterprise_admin: own,
      personnel: own,
      gate_guard: own,
    },
    ...{ worker: { organisationId, workerId }, auditor: {}, service: {} },
  };
  return Object.fromEntries(
    Object.entries(scopes).map(([role, scope]) => [role, { userId: newId(), username: role, role, scope }]),
  ) as Record<Role, Actor>;
}

/** A spy remembers everything, and with it every request: what it saw is counted and forgotten, operation by operation. */
interface Watched {
  tally: () => void;
  stop: () => void;
}

class Fuzz {
  private readonly faults: Record<string, number> = {};
  private readonly composed = new Set<string>();
  private readonly reached = new Set<string>();
  private readonly passed = new Set<string>();
  private statements = 0;
  private requests = 0;
  private operation: Operation | undefined;
  private readonly pipe = validationPipe();

  constructor(
    private readonly app: TestApp,
    private readonly values: FuzzValues,
    private readonly actors: Record<Role, Actor>,
  ) {}

  async run(each: number): Promise<FuzzReport> {
    const watched = [this.watchStatements(), this.watchValidation()];
    const operations = await operationsOf(this.app);
    const extra = this.entityProperties();
    for (const operation of operations) {
      this.operation = operation;
      for (let turn = 0; turn < each || (this.isUnreached(operation) && turn < each * MOST_TURNS); turn++)
        await this.send(operation, extra, turn);
      for (const { tally } of watched) tally();
    }
    for (const { stop } of watched) stop();
    const writes = operations.filter(({ body }) => body !== undefined).map(({ name }) => name);
    return {
      ...{ operations: operations.length, requests: this.requests, faults: this.faults },
      ...{
        statements: this.statements,
        composed: [...this.composed],
        writes: writes.length,
        reached: [...this.reached],
      },
      unreached: writes.filter((name) => !this.reached.has(name)),
      ...{ passed: [...this.passed], stored: await this.tablesWithInjected() },
    };
  }

  /** Bodies whose properties depend on one another are rarely right by chance. */
  private isUnreached({ name, body }: Operation): boolean {
    return body !== undefined && !this.reached.has(name);
  }

  /** Half of the bodies are hostile; of those that the schema allows, half bear the properties of every entity. */
  private async send(operation: Operation, extra: Record<string, unknown>, turn: number): Promise<void> {
    const { method, body } = operation;
    this.requests++;
    const right = turn % 2 === 0;
    const path = operation.parameters.reduce(
      (text, parameter) =>
        parameter.in === 'path'
          ? text.replace(`{${parameter.name}}`, encodeURIComponent(this.inPath(operation, parameter.name, right)))
          : text,
      operation.path,
    );
    const payload = body && this.payload(body, right, turn % 4 === 0 ? {} : extra);
    const reply = await this.app.nest.inject({
      method,
      url: path + this.query(operation, right),
      headers: { ...(await this.authorization(operation)), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { payload: JSON.stringify(payload) ?? '' } : {}),
    });
    if (reply.statusCode >= 500) this.faults[operation.name] = (this.faults[operation.name] ?? 0) + 1;
  }

  private payload(body: Schema, right: boolean, extra: Record<string, unknown>): unknown {
    return right ? withExtra(this.values.right(body, ''), body, extra) : this.values.hostile(body, '');
  }

  /** Streams of events that never end are asked for with ids that are not there. */
  private inPath({ path }: Operation, name: string, right: boolean): string {
    if (!right && this.values.maybe(0.5)) return this.values.hostileText().replace(/[\ud800-\udfff]/g, '') || 'x';
    if (path.endsWith('/events')) return newId();
    return String(this.values.right({ type: 'string', format: 'uuid' }, this.nameOf(path, name)));
  }

  private nameOf(path: string, name: string): string {
    const kind = /^\/api\/v1\/(organisation|site|place|worker)s\//.exec(path)?.[1];
    return name === 'id' && kind ? `${kind}Id` : name;
  }

  private query({ parameters }: Operation, right: boolean): string {
    const search = new URLSearchParams();
    for (const { in: where, name, schema } of parameters) {
      if (where !== 'query' || this.values.maybe(0.4)) continue;
      const value = right && this.values.maybe(0.7) ? this.values.right(schema, name) : this.values.hostileText();
      search.append(name, String(value).slice(0, 4_000));
    }
    return search.size > 0 ? `?${search.toString()}` : '';
  }

  private async authorization({ roles }: Operation): Promise<Record<string, string>> {
    const role = roles[0] === 'public' || this.values.maybe(0.05) ? undefined : this.values.pick(roles);
    if (role === undefined || role === 'public') return {};
    const actor = this.actors[role === 'signed-in' ? this.values.pick(Object.keys(this.actors) as Role[]) : role];
    return { authorization: `Bearer ${await this.app.nest.get(AccessTokens).sign(actor)}` };
  }

  /** The names of all columns of all entities, with values that can be told again. */
  private entityProperties(): Record<string, unknown> {
    const columns = this.app.dataSource.entityMetadatas.flatMap((entity) => entity.columns);
    return Object.fromEntries(
      columns.map(({ propertyName, type }) => {
        if (type === 'uuid') return [propertyName, INJECTED.id];
        if (['integer', 'int', 'bigint', 'smallint', 'real', 'double precision'].includes(String(type)))
          return [propertyName, INJECTED.number];
        if (/^(timestamp|date)/.test(String(type))) return [propertyName, INJECTED.time];
        return [propertyName, INJECTED.text];
      }),
    );
  }

  private watchStatements(): Watched {
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    const tally = (): void => {
      for (const [first] of spy.mock.calls as unknown as [string | { text?: string }][]) {
        const text = typeof first === 'string' ? first : (first.text ?? '');
        this.statements++;
        if (text.includes(MARKER)) this.composed.add(text.slice(0, 200));
      }
      spy.mockClear();
    };
    return { tally, stop: () => spy.mockRestore() };
  }

  /** What leaves validation is all that services ever see of a body. */
  private watchValidation(): Watched {
    const validate = this.pipe.transform.bind(this.pipe);
    const spy = jest
      .spyOn(StandardSchemaValidationPipe.prototype, 'transform')
      .mockImplementation(async (value, metadata) => {
        const result: unknown = await validate(value, metadata);
        if (metadata.type === 'body') this.note(JSON.stringify(result) ?? '');
        return result;
      });
    return { tally: () => void spy.mockClear(), stop: () => spy.mockRestore() };
  }

  private note(body: string): void {
    const { name } = this.operation!;
    this.reached.add(name);
    // the items of a batch are checked one by one, by the service: for them the tables tell
    const holds = Object.values(INJECTED).some((value) => body.includes(String(value)));
    if (holds && name !== 'POST /check-ins/batch') this.passed.add(name);
  }

  private async tablesWithInjected(): Promise<string[]> {
    const tables = await this.app.dataSource.query<{ name: string }[]>(
      `select format('%I', c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [{ n }] = await this.app.dataSource.query<[{ n: number }]>(
        `select count(*)::int as n from ${name} t where t::text like any ($1)`,
        [Object.values(INJECTED).map((value) => `%${String(value).slice(0, 19)}%`)],
      );
      if (n > 0) found.push(name);
    }
    return found;
  }
}

/** Adds to the body, and to every object in it, the properties that its schema does not know. */
function withExtra(value: unknown, schema: Schema, extra: Record<string, unknown>): unknown {
  const shapes = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const known = Object.assign({}, ...shapes.map(({ properties }) => properties)) as Record<string, Schema>;
  if (Array.isArray(value)) return value.map((one) => withExtra(one, schema.items ?? {}, extra));
  if (typeof value !== 'object' || value === null || Object.keys(known).length === 0) return value;
  const own = Object.entries(value).map(([key, inner]) => [key, withExtra(inner, known[key] ?? {}, extra)]);
  const added = Object.entries(extra).filter(([key]) => !(key in known));
  return Object.fromEntries([...added, ...own]) as unknown;
}
