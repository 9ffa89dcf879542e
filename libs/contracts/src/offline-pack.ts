import { z } from 'zod';
import { DECISIONS, type Decision } from './check-ins.js';

/**
 * What a gate device takes along for the hours without a network (apps/checkin/README.md has the format): made by the
 * check-in service, verified here with the keys that `/.well-known/jwks.json` publishes. Web Crypto alone, because the
 * front end shares it.
 */
export const PACK_FORMAT = 'truyvet-pack/1';
/** `typ` and audience of the signature: no other document of ours passes for a pack, and a pack for none. */
export const PACK_TYPE = 'pack+jws';
export const PACK_AUDIENCE = 'truyvet-pack';

const header = z.object({
  format: z.literal(PACK_FORMAT),
  deviceId: z.uuid(),
  organisationId: z.uuid(),
  siteId: z.uuid(),
  /** Code of the place where the device stands. */
  place: z.string().nullable(),
  generatedAt: z.iso.datetime(),
  validTo: z.iso.datetime(),
  /** Version of the rules at the gate. */
  rules: z.string(),
  salt: z.string().min(16),
  /** Codes of the site's places. */
  places: z.array(z.string()),
  entries: z.int().min(0),
});
export type PackHeader = z.output<typeof header>;

/** One code: its salted hash, what the gate does, why, and whose it is if the organisation wants names. */
const entry = z.tuple([z.string().length(16), z.enum(DECISIONS), z.array(z.string()), z.string().nullable()]);
export type PackEntry = z.output<typeof entry>;

const protectedHeader = z.object({ alg: z.literal('EdDSA'), kid: z.string(), typ: z.literal(PACK_TYPE) });
const claims = z.object({ aud: z.literal(PACK_AUDIENCE), sub: z.string(), sha256: z.string() });

export interface PublicKeys {
  keys: readonly { kid?: string; kty?: string; crv?: string; x?: string }[];
}

export type PackFault = 'malformed' | 'unknown_key' | 'bad_signature' | 'expired';

export class PackError extends Error {
  constructor(readonly code: PackFault) {
    super(`The pack cannot be used: ${code}.`);
  }
}

/** What the gate does with somebody, as far as the device can tell alone. Its check-in is queued with `offline: true`. */
export interface PackVerdict {
  decision: Decision;
  reasons: string[];
  name: string | null;
}

/** The code of a phone: a part that stays and may be known, and digits that only the server can verify. */
const PHONE_CODE = /^(.{16,})\.(\d{6,8})$/;
const STRENGTH: readonly Decision[] = DECISIONS;

const tokenOf = (scanned: string): string => /\/c\/([^/?#]+)/.exec(scanned)?.[1] ?? scanned;

/** A pack whose signature was verified. */
export class OfflinePack {
  constructor(
    readonly header: PackHeader,
    private readonly entries: ReadonlyMap<string, PackEntry>,
  ) {}

  /**
   * @param now by a clock that goes on from `generatedAt` at the download, since a device's own may be wrong
   * @throws PackError expired
   */
  async lookup(scanned: string, now: Date): Promise<PackVerdict> {
    if (now.getTime() >= Date.parse(this.header.validTo)) throw new PackError('expired');
    const said = tokenOf(scanned.trim());
    const handle = PHONE_CODE.exec(said)?.[1];
    const known = this.entries.get(await packKey(this.header.salt, handle ?? said));
    if (!known) return unverified({ decision: 'allow', reasons: [], name: null });
    const [, decision, reasons, name] = known;
    const verdict = { decision, reasons, name };
    return handle === undefined ? verdict : unverified(verdict);
  }
}

/** At least a warning: somebody has to look, and the server decides when it hears of it. */
const unverified = ({ decision, reasons, name }: PackVerdict): PackVerdict => ({
  decision: STRENGTH.indexOf(decision) < STRENGTH.indexOf('warn') ? 'warn' : decision,
  reasons: [...reasons, 'unverified'],
  name,
});

/** The key of a code in a pack: 96 bits of SHA-256 over salt and code, as base64url. */
export async function packKey(salt: string, token: string): Promise<string> {
  return (await sha256(new TextEncoder().encode(`${salt}.${token}`))).slice(0, 16);
}

/**
 * Verifies a pack as it was downloaded.
 * @throws PackError malformed, unknown_key, bad_signature, expired
 */
export async function openPack(bytes: Uint8Array<ArrayBuffer>, keys: PublicKeys, now: Date): Promise<OfflinePack> {
  const end = bytes.lastIndexOf(0x0a);
  if (end < 0) throw new PackError('malformed');
  const body = bytes.subarray(0, end + 1);
  const signed = await verified(new TextDecoder().decode(bytes.subarray(end + 1)), keys);
  if (signed.sha256 !== (await sha256(body))) throw new PackError('bad_signature');
  const lines = new TextDecoder().decode(body).split('\n').slice(0, -1);
  const first = parsed(header, lines[0] ?? '');
  if (first.deviceId !== signed.sub || first.entries !== lines.length - 1) throw new PackError('malformed');
  if (now.getTime() >= Date.parse(first.validTo)) throw new PackError('expired');
  const entries = lines.slice(1).map((line) => parsed(entry, line));
  return new OfflinePack(first, new Map(entries.map((one) => [one[0], one])));
}

/** The claims of the signature. */
async function verified(jws: string, { keys }: PublicKeys): Promise<z.output<typeof claims>> {
  const [head, payload, signature, ...rest] = jws.split('.');
  if (!head || !payload || !signature || rest.length > 0) throw new PackError('malformed');
  const { kid } = parsed(protectedHeader, text(head));
  const known = keys.find((key) => key.kid === kid);
  if (known?.kty !== 'OKP' || known.crv !== 'Ed25519' || !known.x) throw new PackError('unknown_key');
  const jwk = { kty: known.kty, crv: known.crv, x: known.x };
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, false, ['verify']);
  const content = new TextEncoder().encode(`${head}.${payload}`);
  if (!(await crypto.subtle.verify({ name: 'Ed25519' }, key, bytesOf(signature), content)))
    throw new PackError('bad_signature');
  return parsed(claims, text(payload));
}

function parsed<T extends z.ZodType>(schema: T, json: string): z.output<T> {
  try {
    return schema.parse(JSON.parse(json));
  } catch {
    throw new PackError('malformed');
  }
}

const text = (base64url: string): string => new TextDecoder().decode(bytesOf(base64url));

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(base64url) || base64url.length % 4 === 1) throw new PackError('malformed');
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
