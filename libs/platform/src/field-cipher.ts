import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyRing } from './key-ring.js';

/** The columns that are sealed value by value: `table.column`. */
export type SealedField =
  | 'worker.identity_number'
  | 'worker.phone'
  | 'worker.address'
  | 'user_account.phone'
  | 'case_record.note'
  | 'follow_up.note'
  | 'import_reject.cells'
  | 'import_reject.mended'
  | 'stored_file_chunk.data';

const [ID, NONCE, TAG] = [2, 12, 16];
/** How many bytes longer a value is when it is sealed. */
export const SEAL_BYTES = ID + NONCE + TAG;
const NONCES = 1_024;

/**
 * Seals single values (AES-256-GCM): number of the key (2 bytes), random nonce (12), ciphertext, tag (16). Each column has
 * a key of its own, derived from the ring's; column and row are authenticated along, so that a sealed value copied to
 * another place, or changed, does not open.
 */
@Injectable()
export class FieldCipher {
  /** Randomness is fetched for many values at once: asking for twelve bytes costs more than sealing with them. */
  private nonces = Buffer.alloc(0);

  constructor(private readonly ring: KeyRing) {}

  /** @param row what tells the row from all others of its table, known before it is written */
  seal(plain: Uint8Array, field: SealedField, row: string): Buffer {
    const id = this.ring.current;
    const head = Buffer.allocUnsafe(ID);
    head.writeUInt16BE(id);
    const nonce = this.nonce();
    const cipher = createCipheriv('aes-256-gcm', this.ring.keyFor(id, field), nonce).setAAD(boundTo(field, row));
    return Buffer.concat([head, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws Error when the bytes were changed, belong elsewhere, or their key is gone from the ring */
  open(sealed: Buffer, field: SealedField, row: string): Buffer {
    const key = this.ring.keyFor(keyIdOf(sealed), field);
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(ID, ID + NONCE))
      .setAAD(boundTo(field, row))
      .setAuthTag(sealed.subarray(sealed.length - TAG));
    return Buffer.concat([decipher.update(sealed.subarray(ID + NONCE, sealed.length - TAG)), decipher.final()]);
  }

  sealText(plain: string, field: SealedField, row: string): Buffer;
  sealText(plain: string | null, field: SealedField, row: string): Buffer | null;
  sealText(plain: string | null, field: SealedField, row: string): Buffer | null {
    return plain === null ? null : this.seal(Buffer.from(plain), field, row);
  }

  /** @throws as `open` */
  openText(sealed: Buffer, field: SealedField, row: string): string;
  openText(sealed: Buffer | null, field: SealedField, row: string): string | null;
  openText(sealed: Buffer | null, field: SealedField, row: string): string | null {
    return sealed && this.open(sealed, field, row).toString('utf8');
  }

  /** Number of the key that seals now. */
  get currentKey(): number {
    return this.ring.current;
  }

  private nonce(): Buffer {
    if (this.nonces.length < NONCE) this.nonces = randomBytes(NONCE * NONCES);
    const nonce = this.nonces.subarray(0, NONCE);
    this.nonces = this.nonces.subarray(NONCE);
    return nonce;
  }
}

const boundTo = (field: SealedField, row: string): Buffer => Buffer.from(`${field}\0${row}`);

/** Number of the key that sealed a value: its first two bytes. */
export const keyIdOf = (sealed: Buffer): number => sealed.readUInt16BE();
