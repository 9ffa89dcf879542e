import { DECISIONS, type Decision } from './decisions.js';

/**
 * What a gate device takes along for the hours without a network (apps/checkin/README.md has the format): made by the
 * check-in service, verified here with the keys that `/.well-known/jwks.json` publishes. Web Crypto and plain checks alone,
 * because the front end shares it.
 */
export const PACK_FORMAT = 'truyvet-pack/1';
/** `typ` and audience of the signature: no other document of ours passes for a pack, and a pack for none. */
export const PACK_TYPE = 'pack+jws';
export const PACK_AUDIENCE = 'truyvet-pack';

export interface PackHeader {
  format: typeof PACK_FORMAT;
  deviceId: string;
  organisationId: string;
  siteId: string;
  /** Code of the place where the device stands. */
  place: string | null;
  generatedAt: string;
  validTo: string;
  /** Version of the rules at the gate. */
  rules: string;
  salt: string;
  /** Codes of the site's places. */
  places: string[];
  entries: number;
}

/** One code: its salted hash, what the gate does, why, and whose it is if the organisation wants names. */
export type PackEntry = [key: string, decision: Decision, reasons: string[], name: string | null];

const isText = (given: unknown): given is string => typeof given === 'string';
const isTexts = (given: unknown): given is string[] => Array.isArray(given) && given.every(isText);
const isOneOf = (values: readonly string[], given: unknown): boolean => isText(given) && values.includes(given);
const isTime = (given: unknown): boolean => isText(given) && !Number.isNaN(Date.parse(given));
type Unread<T> = { [Field in keyof T]: unknown };

const isHeader = (given: Unread<PackHeader>): given is PackHeader =>
  given.format === PACK_FORMAT &&
  [given.deviceId, given.organisationId, given.siteId, given.rules, given.salt].every(isText) &&
  String(given.salt).length >= 16 &&
  (given.place === null || isText(given.place)) &&
  [given.generatedAt, given.validTo].every(isTime) &&
  isTexts(given.places) &&
  Number.isInteger(given.entries);

const isEntry = (given: unknown): given is PackEntry =>
  Array.isArray(given) &&
  given.length === 4 &&
  isText(given[0]) &&
  given[0].length === 16 &&
  isOneOf(DECISIONS, given[1]) &&
  isTexts(given[2]) &&
  (given[3] === null || isText(given[3]));

interface ProtectedHeader {
  alg: 'EdDSA';
  kid: string;
  typ: typeof PACK_TYPE;
}
const isProtected = (given: Unread<ProtectedHeader>): given is ProtectedHeader =>
  given.alg === 'EdDSA' && given.typ === PACK_TYPE && isText(given.kid);

interface Claims {
  aud: typeof PACK_AUDIENCE;
  sub: string;
  sha256: string;
}
const areClaims = (given: Unread<Claims>): given is Claims =>
  given.aud === PACK_AUDIENCE && isText(given.sub) && isText(given.sha256);

/** Whether an Ed25519 signature of these bytes holds; `publicKey` is the 32 bytes of the key. */
export type VerifyEd25519 = (
  signature: Uint8Array<ArrayBuffer>,
  content: Uint8Array<ArrayBuffer>,
  publicKey: Uint8Array<ArrayBuffer>,
) => Promise<boolean>;

/** By Web Crypto. @throws NotSupportedError where the browser has no Ed25519 */
export const verifyByWebCrypto: VerifyEd25519 = async (signature, content, publicKey) => {
  const key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, key, signature, content);
};

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
export async function openPack(
  bytes: Uint8Array<ArrayBuffer>,
  keys: PublicKeys,
  now: Date,
  verify: VerifyEd25519 = verifyByWebCrypto,
): Promise<OfflinePack> {
  const end = bytes.lastIndexOf(0x0a);
  if (end < 0) throw new PackError('malformed');
  const body = bytes.subarray(0, end + 1);
  const signed = await verified(new TextDecoder().decode(bytes.subarray(end + 1)), keys, verify);
  if (signed.sha256 !== (await sha256(body))) throw new PackError('bad_signature');
  const lines = new TextDecoder().decode(body).split('\n').slice(0, -1);
  const first = parsed<PackHeader>(isHeader, lines[0] ?? '');
  if (first.deviceId !== signed.sub || first.entries !== lines.length - 1) throw new PackError('malformed');
  if (now.getTime() >= Date.parse(first.validTo)) throw new PackError('expired');
  const entries = lines.slice(1).map((line) => parsed(isEntry, line));
  return new OfflinePack(first, new Map(entries.map((one) => [one[0], one])));
}

/** The claims of the signature. */
async function verified(jws: string, { keys }: PublicKeys, verify: VerifyEd25519): Promise<Claims> {
  const [head, payload, signature, ...rest] = jws.split('.');
  if (!head || !payload || !signature || rest.length > 0) throw new PackError('malformed');
  const { kid } = parsed<ProtectedHeader>(isProtected, text(head));
  const known = keys.find((key) => key.kid === kid);
  if (known?.kty !== 'OKP' || known.crv !== 'Ed25519' || !known.x) throw new PackError('unknown_key');
  const content = new TextEncoder().encode(`${head}.${payload}`);
  if (!(await verify(bytesOf(signature), content, bytesOf(known.x)))) throw new PackError('bad_signature');
  return parsed<Claims>(areClaims, text(payload));
}

/** What a text says, if it is whole: anybody may have made it. @throws PackError malformed */
function parsed<T>(isWhole: (given: Unread<T>) => given is T & Unread<T>, json: string): T {
  try {
    const given = JSON.parse(json) as Unread<T>;
    if (isWhole(given)) return given;
  } catch {
    // told below, as what is JSON and no pack
  }
  throw new PackError('malformed');
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
