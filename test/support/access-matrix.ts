import { problemOf } from '@app/contracts';
import { AccessTokens } from '@app/platform';
import { ACCOUNTS } from './access-of-accounts.js';
import { CHECKIN } from './access-of-checkin.js';
import { EXCHANGE } from './access-of-exchange.js';
import { TRACING } from './access-of-tracing.js';
import { WORKERS } from './access-of-workers.js';
import { type Ask, LETTERS, type Line } from './access-table.js';
import type { TestApp } from './app.js';
import { multipart } from './multipart.js';
import { type Operation, operationsOf } from './openapi.js';
import { type Asker, ASKERS, askersOf, freshOf, type Holding, makeHoldings } from './reach-world.js';

/** The table: every route of the product, one line or more each. */
export const LINES: readonly Line[] = [...ACCOUNTS, ...WORKERS, ...CHECKIN, ...TRACING, ...EXCHANGE];

export interface MatrixReport {
  routes: number;
  requests: number;
  /** Routes without a line, and lines without a route. */
  unlisted: string[];
  /** Cells whose answer is another than the table says. */
  faults: string[];
  /** Answers for what is foreign, compared byte for byte with those for what is absent. */
  compared: number;
}

interface Reply {
  status: number;
  code: string | undefined;
  /** What an answer shows: status, headers and body, without the time of day. */
  shown: string;
  text: string;
}

type Wanted = 'allowed' | 'forbidden' | 'hidden' | 'unauthenticated';

/** Asks every route as everybody about everything, and compares with the table. */
export async function askAll(app: TestApp): Promise<MatrixReport> {
  const operations = await operationsOf(app);
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const listed = new Set(LINES.map(({ route }) => route));
  const unlisted = [...byName.keys()].filter((name) => !listed.has(name));
  const unknown = [...listed].filter((name) => !byName.has(name));
  const matrix = await Matrix.of(app);
  for (const line of LINES) {
    const operation = byName.get(line.route);
    if (operation) await matrix.ask(line, operation);
  }
  const { requests, faults, compared } = matrix;
  return { routes: byName.size, requests, faults, compared, unlisted: [...unlisted, ...unknown] };
}

class Matrix {
  requests = 0;
  compared = 0;
  readonly faults: string[] = [];

  private constructor(
    private readonly app: TestApp,
    private readonly holdings: readonly Holding[],
    private readonly tokens: Readonly<Record<Asker, string | undefined>>,
  ) {}

  static async of(app: TestApp): Promise<Matrix> {
    const holdings = await makeHoldings(app);
    const { own } = holdings;
    const signed = Object.entries(askersOf(own)).map(async ([asker, actor]) => [
      asker,
      await app.nest.get(AccessTokens).sign(actor),
    ]);
    const invited = await app
      .as(askersOf(own).enterprise)
      .post(`/organisations/${own.organisationId}/devices`, { name: 'Máy', siteId: own.siteId });
    const device = (await app.as().post('/devices/enrol', { code: invited.body.enrolmentCode })).body.token;
    const tokens = { ...Object.fromEntries(await Promise.all(signed)), device, stranger: undefined };
    return new Matrix(app, Object.values(holdings), tokens as Record<Asker, string | undefined>);
  }

  /** A line, by all askers side by side. */
  async ask(line: Line, operation: Operation): Promise<void> {
    await Promise.all(ASKERS.map((asker) => this.askAs(asker, line, operation)));
  }

  private async askAs(asker: Asker, line: Line, operation: Operation): Promise<void> {
    const absent = this.holdings.find(({ name }) => name === 'absent')!;
    const first = await this.send(operation, line.ask(absent, this.holdings), asker);
    this.judge(line, asker, absent, first);
    if (line.lists) this.compareList(line, asker, first);
    if (!line.reaches || line.lists) return;
    for (const of of this.others(line, asker)) {
      const wanted = wantedOf(line, asker, of);
      const reply = await this.send(operation, line.ask(await this.prepared(line, of, wanted), this.holdings), asker);
      this.judge(line, asker, of, reply);
      if (wanted !== 'hidden' || reply.code !== line.hidden) continue;
      this.compared++;
      if (reply.shown !== first.shown)
        this.fault(line, asker, of, `answers other than when absent: ${reply.shown} / ${first.shown}`);
    }
  }

  /** What else is asked about. Whose role is refused is refused before anything is looked up: one of them, in turn, will do. */
  private others({ who }: Line, asker: Asker): Holding[] {
    const others = this.holdings.filter(({ name }) => name !== 'absent');
    return who.includes(LETTERS[asker]) ? others : [others[this.requests % others.length]!];
  }

  private async prepared({ fresh }: Line, of: Holding, wanted: Wanted): Promise<Holding> {
    return fresh && wanted === 'allowed' ? { ...of, [fresh]: await freshOf(this.app, of, fresh) } : of;
  }

  private judge(line: Line, asker: Asker, of: Holding, reply: Reply): void {
    const wanted = wantedOf(line, asker, of);
    const { status, code = '', text } = reply;
    if (!(line.open === undefined ? fits(line, wanted, of, reply) : status === line.open))
      this.fault(line, asker, of, `${status} ${code} instead of ${line.open ?? wanted}`);
    if (line.itemwise && wanted === 'allowed' && text.includes('"error"') === line.reaches!(asker, of))
      this.fault(line, asker, of, 'the item is answered otherwise');
  }

  private compareList(line: Line, asker: Asker, { text }: Reply): void {
    const may = LETTERS[asker] !== '-' && line.who.includes(LETTERS[asker]);
    for (const of of this.holdings) {
      const [is, shall] = [text.includes(String(of[line.lists!])), may && line.reaches!(asker, of)];
      if (is !== shall) this.fault(line, asker, of, is ? 'is in the list' : 'is missing in the list');
    }
  }

  private fault({ route }: Line, asker: Asker, { name }: Holding, what: string): void {
    this.faults.push(`${route} as ${asker} of ${name}: ${what}`);
  }

  private async send({ method, path }: Operation, ask: Ask, asker: Asker): Promise<Reply> {
    this.requests++;
    const url = Object.entries(ask.path ?? {}).reduce((text, [name, value]) => text.replace(`{${name}}`, value), path);
    const file = ask.upload && multipart(ask.upload.fields, { name: 'a.csv', content: ask.upload.content });
    const reply = await this.app.nest.inject({
      ...{ method, url: ask.query ? `${url}?${new URLSearchParams(ask.query).toString()}` : url },
      headers: {
        ...(this.tokens[asker] ? { authorization: `Bearer ${this.tokens[asker]}` } : {}),
        ...(file ? { 'content-type': file.contentType } : {}),
      },
      ...(file ? { payload: file.body } : {}),
      ...(ask.body === undefined ? {} : { payload: ask.body as object }),
      payloadAsStream: path.endsWith('/events'),
    });
    const text = path.endsWith('/events') ? await readShort(reply) : reply.payload;
    const json = String(reply.headers['content-type']).includes('problem+json');
    const { date: _, ...headers } = reply.headers;
    const shown = JSON.stringify([reply.statusCode, headers, text]);
    return {
      status: reply.statusCode,
      text,
      shown,
      code: json ? (JSON.parse(text) as { code: string }).code : undefined,
    };
  }
}

/** A refusal is read, a stream that was let in is left. */
async function readShort(reply: {
  statusCode: number;
  stream: () => NodeJS.ReadableStream & { destroy: () => void };
}): Promise<string> {
  const stream = reply.stream();
  if (reply.statusCode < 300) {
    stream.destroy();
    return '';
  }
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}

function wantedOf(line: Line, asker: Asker, of: Holding): Wanted {
  if (asker === 'stranger') return 'unauthenticated';
  if (!line.who.includes(LETTERS[asker])) return 'forbidden';
  const reaches = !line.reaches || line.lists !== undefined || line.reaches(asker, of);
  if (!reaches) return line.itemwise ? 'allowed' : 'hidden';
  return line.barred(asker) ? 'forbidden' : 'allowed';
}

function fits(line: Line, wanted: Wanted, of: Holding, { status, code }: Reply): boolean {
  if (wanted === 'allowed') return (status >= 200 && status < 300) || line.also.some((one) => one === code);
  const either = wanted === 'hidden' ? [line.hidden, line.hiddenElse?.(of)] : [wanted];
  return either.some((expected) => code !== undefined && code === expected && status === problemOf(expected).status);
}
