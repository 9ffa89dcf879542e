import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';

/** The file is looked at again this often: a rotation reaches every process within seconds, without a restart. */
const LOOK_MS = 5_000;

const ed25519 = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
/** Signing keys as the key file holds them, oldest first. One without its private part only verifies what it signed. */
export const signingKeys = z
  .array(
    z.object({
      kid: z.string().min(1),
      privateJwk: ed25519.extend({ d: z.string().optional() }),
      /** Signs from then on (ISO 8601); until then it is only published. Absent: since the file was made. */
      from: z.iso.datetime().optional(),
    }),
  )
  .min(1);
export type SigningKeyRecord = z.output<typeof signingKeys>[number];

export interface SigningKey {
  kid: string;
  private: KeyObject | undefined;
  public: KeyObject;
  publicJwk: object;
  /** Epoch milliseconds. */
  from: number;
}

/** A fresh Ed25519 key; `from` as in the file. */
export function newSigningKey(from?: string): SigningKeyRecord {
  const privateJwk = ed25519
    .extend({ d: z.string() })
    .parse(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
  return { kid: randomBytes(6).toString('hex'), privateJwk, ...(from === undefined ? {} : { from }) };
}

function keyOf({ kid, privateJwk, from }: SigningKeyRecord): SigningKey {
  const { d, ...bare } = privateJwk;
  return {
    kid,
    private: d === undefined ? undefined : createPrivateKey({ key: privateJwk, format: 'jwk' }),
    public: createPublicKey({ key: bare, format: 'jwk' }),
    publicJwk: { ...bare, kid, alg: 'EdDSA', use: 'sig' },
    from: from === undefined ? 0 : Date.parse(from),
  };
}

/** The signing keys of a key file, read again when the file has changed. */
export class SigningKeys {
  private keys: readonly SigningKey[];
  private looked = Date.now();
  private written: number;

  constructor(
    private readonly path: string,
    records: readonly SigningKeyRecord[],
  ) {
    this.keys = records.map(keyOf);
    this.written = statSync(path).mtimeMs;
  }

  /** The key that signs now: the latest whose time has come. */
  current(): SigningKey & { private: KeyObject } {
    const now = Date.now();
    const key = this.latest().findLast(({ from, private: secret }) => secret !== undefined && from <= now);
    if (!key?.private) throw new Error('The key file has no key that signs now.');
    return { ...key, private: key.private };
  }

  /** A key by its id; undefined for one that is not ours. */
  named(kid: string | undefined): SigningKey | undefined {
    return this.latest().find((key) => key.kid === kid);
  }

  /** The public keys, those included that will sign later and those that only verify. */
  published(): object[] {
    return this.latest().map(({ publicJwk }) => publicJwk);
  }

  /** A file that is away or half written is no reason to refuse anybody: what was read before stays. */
  private latest(): readonly SigningKey[] {
    if (Date.now() - this.looked < LOOK_MS) return this.keys;
    this.looked = Date.now();
    const written = statSync(this.path, { throwIfNoEntry: false })?.mtimeMs;
    if (written === undefined || written === this.written) return this.keys;
    const parsed = z.object({ signing: signingKeys }).safeParse(JSON.parse(readFileSync(this.path, 'utf8')));
    if (parsed.success) [this.keys, this.written] = [parsed.data.signing.map(keyOf), written];
    return this.keys;
  }
}
