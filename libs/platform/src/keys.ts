import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { newRingKey, ringKey } from './key-ring.js';
import { newSigningKey, SigningKeys, signingKeys } from './signing-keys.js';
import { StartUpError } from './start-up-error.js';

/** 32 random bytes: long enough, and not made by hand. */
const secret = z.base64().refine((text) => new Set(Buffer.from(text, 'base64')).size > 16 && text.length === 44);
const keyFile = z.object({
  signing: signingKeys,
  fieldKey: secret,
  indexKey: secret,
  fieldKeys: z.array(ringKey).min(1).optional(),
});

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // no file of ours, as the caller says
  }
}

/** The keys of a deployment. They live in a file, never in the database, so a backup does not hold them. */
export class Keys {
  private constructor(
    readonly signing: SigningKeys,
    private readonly fieldKey: Buffer,
    private readonly indexKey: Buffer,
  ) {}

  /** @throws StartUpError naming the file when it is missing or malformed, others may read it, or a key is none. */
  static load(path: string): Keys {
    if (!existsSync(path))
      throw new StartUpError(`The key file ${path} is missing. Set KEY_FILE, or run npm run keys.`);
    if (statSync(path).mode & 0o007)
      throw new StartUpError(`The key file ${path} may be read by every user of this machine: chmod o= ${path}`);
    const parsed = keyFile.safeParse(jsonOf(path));
    if (!parsed.success) throw new StartUpError(`The key file ${path} is not one of ours.`);
    const { fieldKey, indexKey } = parsed.data;
    if (fieldKey === indexKey) throw new StartUpError(`The key file ${path} has one key for two purposes.`);
    const signing = new SigningKeys(path, parsed.data.signing);
    return new Keys(signing, Buffer.from(fieldKey, 'base64'), Buffer.from(indexKey, 'base64'));
  }

  /** Makes the key file if there is none (mode 0600). */
  static ensure(path: string): void {
    if (existsSync(path)) return;
    const content = {
      signing: [newSigningKey()],
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
