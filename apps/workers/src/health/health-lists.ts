import {
  type DeclarationAnswer,
  type DoseAnswer,
  isoOf,
  type NewDeclaration,
  type NewDose,
  type NewTest,
  secondsOf,
  type TestAnswer,
} from '@app/contracts';
import { HealthDeclaration, HealthTest, VaccineDose } from '@app/database';
import type { EntityTarget, ObjectLiteral } from 'typeorm';

/** A kind of health record: how it is stored and how it is answered. Two with the same key are one. */
export interface HealthList<Body, Row extends ObjectLiteral, Answer> {
  entity: EntityTarget<Row>;
  /** Of the log: `noun.create`, `noun.read`. */
  noun: string;
  key: readonly (keyof Row & string)[];
  /** By which it is listed, and its SQL type. */
  time: { column: string; type: 'date' | 'timestamptz'; of: (row: Row) => string };
  rowOf: (body: Body) => Partial<Row>;
  answerOf: (row: Row) => Omit<Answer, 'id' | 'workerId' | 'createdAt'>;
}

export const TESTS: HealthList<NewTest, HealthTest, TestAnswer> = {
  entity: HealthTest,
  noun: 'test',
  key: ['workerNo', 'sampledAt', 'kind'],
  time: { column: 'sampledAt', type: 'timestamptz', of: ({ sampledAt }) => sampledAt.toISOString() },
  rowOf: (body) => body,
  answerOf: ({ kind, sampledAt, result, sampleCode, ct }) => ({
    ...{ kind, sampledAt: isoOf(sampledAt), result, sampleCode, ct },
  }),
};

export const DOSES: HealthList<NewDose, VaccineDose, DoseAnswer> = {
  entity: VaccineDose,
  noun: 'dose',
  key: ['workerNo', 'givenOn'],
  time: { column: 'givenOn', type: 'date', of: ({ givenOn }) => givenOn },
  rowOf: (body) => body,
  answerOf: ({ vaccine, givenOn, lot }) => ({ vaccine, givenOn, lot }),
};

export const DECLARATIONS: HealthList<NewDeclaration, HealthDeclaration, DeclarationAnswer> = {
  entity: HealthDeclaration,
  noun: 'declaration',
  key: ['workerNo', 'declaredAt'],
  time: { column: 'declaredAt', type: 'timestamptz', of: ({ declaredAt }) => declaredAt.toISOString() },
  rowOf: ({ symptoms, at }) => ({ symptoms, declaredAt: at ?? new Date(secondsOf(new Date()) * 1_000) }),
  answerOf: ({ symptoms, declaredAt }) => ({ symptoms, at: isoOf(declaredAt) }),
};
