import { z } from 'zod';
import { code, date, instant, text } from './common.js';
import { importFields } from './imports.js';

export const TEST_KINDS = ['antigen', 'pcr', 'pool'] as const;
export type TestKind = (typeof TEST_KINDS)[number];
export const TEST_RESULTS = ['negative', 'positive', 'pending', 'invalid'] as const;
export type TestResult = (typeof TEST_RESULTS)[number];

/** `POST /workers/:id/tests`: the same sample again, by its kind and time, brings its result up to date. */
export const newTest = z.strictObject({
  kind: z.enum(TEST_KINDS),
  sampledAt: instant,
  result: z.enum(TEST_RESULTS),
  sampleCode: code.nullable().default(null),
  ct: z.number().min(0).max(60).nullable().default(null),
});
export type NewTest = z.output<typeof newTest>;

/** `POST /workers/:id/doses`. */
export const newDose = z.strictObject({ vaccine: text(100), givenOn: date, lot: text(50).nullable().default(null) });
export type NewDose = z.output<typeof newDose>;

/** `POST /workers/:id/declarations`: now unless given. */
export const newDeclaration = z.strictObject({ symptoms: z.boolean(), at: instant.optional() });
export type NewDeclaration = z.output<typeof newDeclaration>;

interface HealthRecord {
  id: string;
  /** The record through which it was entered: one of those of the person. */
  workerId: string;
  createdAt: string;
}
export interface TestAnswer extends HealthRecord {
  kind: TestKind;
  sampledAt: string;
  result: TestResult;
  sampleCode: string | null;
  ct: number | null;
}
export interface DoseAnswer extends HealthRecord {
  vaccine: string;
  givenOn: string;
  lot: string | null;
}
export interface DeclarationAnswer extends HealthRecord {
  symptoms: boolean;
  at: string;
}

export const HEALTH_IMPORTS = ['tests', 'doses', 'isolations'] as const;
export type HealthImport = (typeof HEALTH_IMPORTS)[number];
export const healthImportFields = importFields.extend({ kind: z.enum(HEALTH_IMPORTS) });
