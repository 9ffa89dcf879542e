import { Injectable } from '@nestjs/common';
import { FieldCipher, Keys, type SealedField } from '@app/platform';
import type { Worker } from './entities/index.js';
import { phoneIndex } from './sealed-fields.js';

/** What is known of a worker that is sealed. */
export interface WorkerSecrets {
  identityNumber: string | null;
  phone: string | null;
  address: string | null;
}
export type SealedSecrets = Pick<Worker, keyof WorkerSecrets>;

const FIELDS = {
  identityNumber: 'worker.identity_number',
  phone: 'worker.phone',
  address: 'worker.address',
} as const satisfies Record<keyof WorkerSecrets, SealedField>;

/** Seals and opens what is known of workers, bound to the record's id, and makes what they are found by. */
@Injectable()
export class WorkerCipher {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly keys: Keys,
  ) {}

  /**
   * The sealed columns of the worker with that id. A value that is as it was keeps its very bytes, so that comparing needs
   * no key: no value is ever sealed alike twice.
   */
  seal(id: string, plain: WorkerSecrets, before?: SealedSecrets): SealedSecrets & Pick<Worker, 'phoneIndex'> {
    const sealed = (name: keyof WorkerSecrets): Buffer | null => {
      const known = before?.[name] ?? null;
      const isAsBefore = known !== null && plain[name] === this.cipher.openText(known, FIELDS[name], id);
      return isAsBefore ? known : this.cipher.sealText(plain[name], FIELDS[name], id);
    };
    return {
      ...{ identityNumber: sealed('identityNumber'), phone: sealed('phone'), address: sealed('address') },
      phoneIndex: plain.phone === null ? null : phoneIndex(this.keys, plain.phone),
    };
  }

  /** @throws Error when a value was changed or belongs to somebody else */
  open(id: string, sealed: SealedSecrets): WorkerSecrets {
    const opened = (name: keyof WorkerSecrets): string | null => this.cipher.openText(sealed[name], FIELDS[name], id);
    return { identityNumber: opened('identityNumber'), phone: opened('phone'), address: opened('address') };
  }

  /** What a person is found by (`person.identity_hash`). */
  identityHash(identityNumber: string | null): Buffer | null {
    return identityNumber === null ? null : this.keys.blindIndex(identityNumber);
  }

  /** What workers are found by of whose phone the last four digits are known (`worker.phone_index`). */
  phoneIndex(end: string): Buffer {
    return phoneIndex(this.keys, end);
  }
}
