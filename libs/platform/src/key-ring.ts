import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** How often a process looks whether the key file has changed, in milliseconds. */
export const LOOK_MS = 1_000;
const KEY_BYTES = 32;

/** A key of the ring; `id` stands in everything that it has sealed: 1 to 65,535, the greatest is the one in use. */
export const ringKey = z.object({
  id: z.int().min(1).max(65_535),
  key: z.base64().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES, 'is not 32 bytes'),
});
export type RingKey = z.output<typeof ringKey>;

/** What a key file says of the ring. One of before there were rings has its first key by derivation. */
const ringFile = z.looseObject({ fieldKey: z.base64(), fieldKeys: z.array(ringKey).min(1).optional() });

/** The keys of a key file, that in use first. */
export function ringOf(text: string): RingKey[] {
  const { fieldKey, fieldKeys } = ringFile.parse(JSON.parse(text));
  const first = (): RingKey => {
    const key = hkdfSync('sha256', Buffer.from(fieldKey, 'base64'), Buffer.alloc(0), 'fields: 1', KEY_BYTES);
    return { id: 1, key: Buffer.from(key).toString('base64') };
  };
  return (fieldKeys ?? [first()]).toSorted((a, b) => b.id - a.id);
}

/** A new key of the ring. */
export const newRingKey = (id: number): RingKey => ({ id, key: randomBytes(KEY_BYTES).toString('base64') });

/** Writes the ring of a key file anew, the rest as it was; whoever reads meanwhile finds the old or the new one whole. */
export function changeRing(path: string, change: (keys: RingKey[]) => RingKey[]): RingKey[] {
  const text = readFileSync(path, 'utf8');
  const fieldKeys = change(ringOf(text));
  const content = { ...(JSON.parse(text) as object), fieldKeys };
  writeFileSync(`${path}.new`, JSON.stringify(content, null, 2), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  return fieldKeys;
}

/**
 * The keys that fields are sealed with. A key that is added to the file is in use within a second in every process: none
 * has to start anew for a rotation.
 */
export class KeyRing {
  private keys: readonly RingKey[];
  private readonly derived = new Map<string, KeyObject>();
  private seen: number;
  private looked = performance.now();

  /** @throws Error when the file is missing or malformed */
  constructor(private readonly path: string) {
    this.seen = statSync(path).mtimeMs;
    this.keys = ringOf(readFileSync(path, 'utf8'));
  }

  /** Number of the key that seals now. */
  get current(): number {
    if (performance.now() - this.looked > LOOK_MS) this.look();
    return this.keys[0]!.id;
  }

  /** The key of that number for one purpose (HKDF-SHA-256). @throws Error when the ring does not hold it */
  keyFor(id: number, purpose: string): KeyObject {
    const name = `${id} ${purpose}`;
    const known = this.derived.get(name);
    if (known) return known;
    if (!this.keys.some((key) => key.id === id)) this.look();
    const found = this.keys.find((key) => key.id === id);
    if (!found) throw new Error(`The key file ${this.path} has no field key ${id}: what it sealed cannot be opened.`);
    const bytes = hkdfSync('sha256', Buffer.from(found.key, 'base64'), Buffer.alloc(0), purpose, KEY_BYTES);
    const key = createSecretKey(Buffer.from(bytes));
    this.derived.set(name, key);
    return key;
  }

  private look(): void {
    this.looked = performance.now();
    const { mtimeMs } = statSync(this.path);
    if (mtimeMs === this.seen) return;
    this.keys = ringOf(readFileSync(this.path, 'utf8'));
    this.seen = mtimeMs;
  }
}
