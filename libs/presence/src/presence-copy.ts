import { EVIDENCE, evidenceCode } from '@app/contact-graph';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { QueryRunner } from 'typeorm';
import { readBinaryCopy } from './binary-copy.js';

/** A stay by stored numbers; instants in epoch seconds, evidence a position in the engine's list. */
export type OnStay = (workerNo: number, placeNo: number, from: number, to: number, evidence: number) => void;
export type OnProximity = (workerNo: number, otherNo: number, from: number, to: number) => void;

/** Evidence labels are told apart by length and first letter: four million strings less for a province. */
const EVIDENCE_BY_SHAPE = new Map(
  EVIDENCE.map((label) => [label.length * 256 + label.charCodeAt(0), evidenceCode(label)!]),
);

/**
 * Streams stays by binary COPY. `rest` is SQL after `select … `, with the stay table as `s`: COPY takes no parameters, so
 * it may hold numbers and dates of our own only, never anything a user wrote.
 */
export function copyStays(runner: QueryRunner, rest: string, onStay: OnStay): Promise<void> {
  const query = `select s.worker_no, s.place_no, s.started_at, s.ended_at, s.evidence ${rest}`;
  return copy(runner, query, (row) => {
    const evidence = EVIDENCE_BY_SHAPE.get(row.lengths[4]! * 256 + row.firstByte(4))!;
    onStay(row.int4(0), row.int4(1), row.instant(2), row.instant(3), evidence);
  });
}

/** The same for proximity, as `p`. */
export function copyProximity(runner: QueryRunner, rest: string, onRecord: OnProximity): Promise<void> {
  const query = `select p.worker_no, p.other_no, p.started_at, p.ended_at ${rest}`;
  return copy(runner, query, (row) => onRecord(row.int4(0), row.int4(1), row.instant(2), row.instant(3)));
}

async function copy(runner: QueryRunner, query: string, onRow: Parameters<typeof readBinaryCopy>[1]): Promise<void> {
  const client = (await runner.connect()) as PoolClient;
  const source = client.query(copyTo(`copy (${query}) to stdout (format binary)`));
  const refusals: unknown[] = [];
  await readBinaryCopy(source as AsyncIterable<Buffer>, (row) => {
    // a COPY left half read would block its connection for good: the rest is read, and then refused
    if (refusals.length > 0) return;
    try {
      onRow(row);
    } catch (error) {
      refusals.push(error);
    }
  });
  if (refusals.length > 0) throw refusals[0];
}

/** A list of numbers as SQL. */
export const numbers = (list: Iterable<number>): string => `'{${[...list].join(',')}}'::int[]`;
