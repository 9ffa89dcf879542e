// From PostgreSQL to a warm index, beside a plain binary COPY of the same rows that is drained and not looked at.
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { localDate } from '../../dist/libs/contracts/src/index.js';
import { assertAgree } from './agreement.mjs';
import { Engine } from './engine.mjs';
import { PRESET } from './preset.mjs';
import { emitComparison, median, say } from './report.mjs';
import { newReader, numbersIn } from './worlds.mjs';

/** The product's own way to fill an index, people and places included. @throws Error when memory does not suffice */
async function fill(dataSource, { from, asOf }) {
  const world = await newReader(dataSource, 'memory').open({ preset: PRESET, from, to: asOf });
  if (world.strategy !== 'memory')
    throw new Error('The days do not fit into the memory that the product allows itself.');
  return { basis: world.basis, index: await world.whole() };
}

/** Bytes of the same columns of the same rows. */
async function plainCopy(url, { from, asOf }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows = `select worker_no, place_no, started_at, ended_at, evidence from stay
                where day between '${localDate(from)}' and '${localDate(asOf - 1)}'`;
  let bytes = 0;
  for await (const chunk of client.query(copyTo(`copy (${rows}) to stdout (format binary)`))) bytes += chunk.length;
  await client.end();
  return bytes;
}

/**
 * Prints the line, and gives the median of our milliseconds.
 * @throws Error when the index out of the database finds other people than the one built from the columns
 */
export async function coldFill({ database, province, engine, oneCase, rounds, facts }) {
  const [ours, theirs] = [[], []];
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    let began = performance.now();
    bytes = await plainCopy(database.url, province);
    theirs.push(performance.now() - began);
    began = performance.now();
    const { basis, index } = await fill(database.dataSource, province);
    ours.push(performance.now() - began);
    if (round === 0) check(new Engine(index, province.asOf, numbersIn(basis, province)), engine, oneCase);
    say(`fill ${Math.round(ours.at(-1))} ms, COPY ${Math.round(theirs.at(-1))} ms`);
  }
  emitComparison({ case: 'cold fill', ...facts, copy_bytes: bytes, peer: 'binary COPY, drained' }, ours, theirs);
  return median(ours);
}

function check(filled, engine, oneCase) {
  for (const each of [filled, engine]) each.trace(oneCase, 3);
  assertAgree(0, engine.reached(), filled.reached(), 'the index out of the database');
}
