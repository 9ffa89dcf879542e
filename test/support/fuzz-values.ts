import { randomUUID } from 'node:crypto';
import type { Schema } from './openapi.js';

/** Stands in every SQL payload: a statement whose text holds it was put together from what was sent. */
export const MARKER = 'zq7x';

const SQL = [
  `' or 1=1 -- ${MARKER}`,
  `'; drop table worker; -- ${MARKER}`,
  `") or ("1"="1 ${MARKER}`,
  `1; select pg_sleep(9) /* ${MARKER} */`,
  `\\'; select '${MARKER}`,
  `$$; select '${MARKER}' $$`,
  `id desc, (select '${MARKER}')`,
  `${MARKER}' union select password_hash from user_account --`,
  `%${MARKER}_`,
];
const ODD = [
  ...[
    '',
    ' ',
    '\0',
    `a\0${MARKER}`,
    '\ud800',
    '\u202e\u200b',
    '\n\r\t',
    '🦠'.repeat(50),
    'é'.repeat(3_000),
    'a'.repeat(70_000),
  ],
  ...['__proto__', 'constructor', 'null', 'NaN', '-1', '1e309', '9'.repeat(40), '../../etc/passwd', '%00', '${7*7}'],
  ...[
    '=1+1',
    '{{7*7}}',
    '0000-00-00',
    '2021-02-30',
    '9999-12-31T23:59:60Z',
    '-271821-04-20T00:00:00Z',
    '+275760-09-13',
  ],
];
const NUMBERS = [0, -1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, -1e308, 1e-320, 32_768];
const TEXTS = [
  'An',
  '08:00',
  '17:00',
  '0912345678',
  '024090001234',
  '2021-05-17',
  '2021-05-17T08:00:00Z',
  'https://example.vn/',
  'a',
  '24',
];

/** Makes values of a schema, right ones and hostile ones, out of seeded chance. */
export class FuzzValues {
  /** @param known what exists: ids by the name of the property that holds one, and codes. */
  constructor(
    private readonly chance: () => number,
    private readonly known: Record<string, readonly string[]>,
  ) {}

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.chance() * from.length)]!;
  }

  maybe(share: number): boolean {
    return this.chance() < share;
  }

  /** A value that the schema allows, as far as the schema tells; `name` is its property's. */
  right(schema: Schema, name: string): unknown {
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.pick(schema.enum);
    const either = schema.anyOf ?? schema.oneOf;
    if (either) return this.right(this.pick(either), name);
    const type = Array.isArray(schema.type) ? this.pick(schema.type) : schema.type;
    if (type === 'null') return null;
    if (type === 'object')
      return this.object(schema, (inner, key) => this.right(inner, key), this.pick([0, 0, 0.3, 0.6]));
    if (type === 'array') return this.list(schema, name);
    if (type === 'integer' || type === 'number') return this.number(schema);
    if (type === 'boolean') return this.maybe(0.5);
    if (type === 'string') return this.text(schema, name);
    return this.pick([{}, 1, 'An', null]);
  }

  /** Anything: what the schema allows with something hostile in it, or something else altogether. */
  hostile(schema: Schema, name: string): unknown {
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === 'object' && this.maybe(0.8))
      return this.object(
        schema,
        (inner, key) => (this.maybe(0.35) ? this.hostile(inner, key) : this.right(inner, key)),
        0.8,
      );
    if (type === 'array' && this.maybe(0.7))
      return Array.from({ length: this.pick([0, 1, 3]) }, () => this.hostile(schema.items ?? {}, name));
    return this.pick<() => unknown>([
      () => this.pick(SQL),
      () => this.pick(SQL),
      () => this.pick(ODD),
      () => this.pick(NUMBERS),
      () => null,
      () => [],
      () => ({}),
      () => [[[[[[]]]]]],
      () => this.maybe(0.5),
      () => this.right(schema, name),
    ])();
  }

  /** A text for a path or a query. */
  hostileText(): string {
    return this.pick([...SQL, ...ODD]);
  }

  private object(
    schema: Schema,
    value: (schema: Schema, name: string) => unknown,
    optional: number,
  ): Record<string, unknown> {
    const entries = Object.entries(schema.properties ?? {}).filter(
      ([name]) => (schema.required?.includes(name) ?? false) || this.maybe(optional),
    );
    return Object.fromEntries(entries.map(([name, inner]) => [name, value(inner, name)]));
  }

  private list(schema: Schema, name: string): unknown[] {
    const length = Math.max(schema.minItems ?? 0, this.pick([1, 1, 2]));
    return Array.from({ length }, () => this.right(schema.items ?? {}, name.replace(/s$/, '')));
  }

  private number({ type, minimum, maximum }: Schema): number {
    const [low, high] = [minimum ?? 0, maximum ?? 100];
    const value = low + this.chance() * (Math.min(high, low + 1_000) - low);
    return type === 'number' ? value : Math.ceil(value);
  }

  private text({ format, pattern }: Schema, name: string): string {
    const known = this.known[name];
    if (known) return this.pick(known);
    if (format === 'uuid') return this.pick([randomUUID(), ...(this.known['id'] ?? [])]);
    if (pattern) return TEXTS.find((text) => new RegExp(pattern, 'u').test(text)) ?? 'An';
    if (/^(at|asOf)$|At$/.test(name) || (/^(from|to)$/.test(name) && this.maybe(0.5)))
      return this.pick(['2021-05-17T08:00:00Z', '2021-05-18T17:00:00+07:00']);
    if (/(On|[dD]ay|[dD]ate|validFrom|validTo|^from|^to)$/.test(name)) return this.pick(['2021-05-17', '2021-05-18']);
    return this.pick(TEXTS);
  }
}
