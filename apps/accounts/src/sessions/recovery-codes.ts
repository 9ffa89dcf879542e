import { RecoveryCode } from '@app/database';
import { digestOf } from '@app/platform';
import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';

const HOW_MANY = 8;
/** Neither vowels nor what looks like something else: to be written down by hand, and to spell nothing. */
const LETTERS = 'BCDFGHJKMNPQRSTVWXZ23456789';
const LENGTH = 20;

/** 95 bits: too many to be guessed, so that a plain digest keeps them safe. */
const newCode = (): string => Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
const inFours = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
const plain = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** New codes in place of earlier ones; they are shown this once. */
export async function giveRecoveryCodes(manager: EntityManager, userId: string): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, newCode);
  await manager.delete(RecoveryCode, { userId });
  await manager.insert(
    RecoveryCode,
    codes.map((code) => ({ userId, codeHash: digestOf(code) })),
  );
  return codes.map(inFours);
}

/** Uses a code up; true for one caller alone. */
export async function useRecoveryCode(manager: EntityManager, userId: string, typed: string): Promise<boolean> {
  const { affected } = await manager.delete(RecoveryCode, { userId, codeHash: digestOf(plain(typed)) });
  return affected === 1;
}
