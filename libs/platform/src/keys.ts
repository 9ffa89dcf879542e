import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, type webcrypto } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { newRingKey, ringKey } from './key-ring.js';

const keyFile = z.object({
  signing: z.array(z.object({ kid: z.string(), privateJwk: z.looseObject({ kty: z.literal('OKP') }) })).min(1),
  fieldKey: z.base64(),
  indexKey: z.base64(),
  fieldKeys: z.array(ringKey).min(1).optional(),
});

export interface SigningKey {
  kid: string;
  private: webcrypto.CryptoKey;
  public: webcrypto.CryptoKey;
  publicJwk: JWK;
}

/** The keys of a deployment. They live in a file, never in the database, so a backup does not hold them. */
export class Keys {
  private constructor(
    readonly signing: readonly SigningKey[],
    private readonly fieldKey: Buffer,
    private readonly indexKey: Buffer,
  ) {}

  /** @throws Error naming the file when it is missing or malformed. */
  static async load(path: string): Promise<Keys> {
    if (!existsSync(path)) throw new Error(`The key file ${path} is missing. Set KEY_FILE, or run npm run keys.`);
    const parsed = keyFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) throw new Error(`The key file ${path} is not one of ours.`);
    const signing = await Promise.all(
      parsed.data.signing.map(async ({ kid, privateJwk }) => {
        const jwk = privateJwk as unknown as JWK;
        const { d: _secret, ...bare } = jwk;
        const publicJwk = { ...bare, kid, alg: 'EdDSA', use: 'sig' };
        return {
          kid,
          private: (await importJWK(jwk, 'EdDSA')) as webcrypto.CryptoKey,
          public: (await importJWK(bare, 'EdDSA')) as webcrypto.CryptoKey,
          publicJwk,
        };
      }),
    );
    return new Keys(signing, Buffer.from(parsed.data.fieldKey, 'base64'), Buffer.from(parsed.data.indexKey, 'base64'));
  }

  /** Makes the key file if there is none (mode 0600). */
  static async ensure(path: string): Promise<void> {
    if (existsSync(path)) return;
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const content = {
      signing: [{ kid: randomBytes(6).toString('hex'), privateJwk: await exportJWK(privateKey) }],
      fieldKey: randomBytes(32).toString('base64'),
      indexKey: randomBytes(32).toString('base64'),
      fieldKeys: [newRingKey(1)],
    };
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(content, null, 2), { mode: 0o600 });
    chmodSync(path, 0o600);
  }

  /** Encrypts a secret that must be readable again (AES-256-GCM); `context` binds it to its place. */
  encrypt(plain: string, context: string): Buffer {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.fieldKey, iv).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  }

  /** @throws Error when the bytes were changed or belong to another context. */
  decrypt(sealed: Buffer, context: string): string {
    const decipher = createDecipheriv('aes-256-gcm', this.fieldKey, sealed.subarray(0, 12))
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  }

  /** Keyed hash by which an identity number is found without being readable (HMAC-SHA-256). */
  blindIndex(value: string): Buffer {
    return createHmac('sha256', this.indexKey).update(value).digest();
  }

  /** A key for a purpose of its own, the same at every start (HKDF-SHA-256): 32 bytes. */
  keyFor(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.fieldKey, Buffer.alloc(0), purpose, 32));
  }

  /** Tells these keys from others, and nothing else about them: 16 hexadecimal digits. */
  fingerprint(): string {
    return createHmac('sha256', this.indexKey).update(this.fieldKey).digest('hex').slice(0, 16);
  }
}
