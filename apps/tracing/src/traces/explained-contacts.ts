import { type Contact, Explainer, type OpenIntervals } from '@app/contact-graph';
import { setImmediate as turn } from 'node:timers/promises';
import type { World } from '../worlds/world.js';
import type { StoredContact } from './level-rows.js';
import type { Run } from './run.js';

/** Contacts that are explained and stored at a time. */
const BATCH = 1000;

/** Contacts of a level with the pieces of their strongest sources, a batch at a time. */
export async function* explained<Found extends Contact>(
  contacts: Iterable<Found>,
  { preset, known }: Pick<Run, 'preset' | 'known'>,
  world: World,
  open: OpenIntervals,
): AsyncGenerator<(Found & StoredContact)[]> {
  for (const batch of inBatches(contacts, BATCH)) {
    const persons = batch.flatMap(({ person, sources }) => [person, ...sources.map(({ source }) => source)]);
    const index = await world.ofPersons(new Set(persons));
    const explainer = new Explainer({ index, preset, open, rank: world.basis.people.rank });
    yield batch.map((contact) => ({
      ...contact,
      edges: explainer.pieced(contact.person, contact.sources),
      isCase: known.has(contact.person),
    }));
    await turn();
  }
}

function* inBatches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
