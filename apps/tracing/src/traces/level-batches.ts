import type { Contact } from '@app/contact-graph';
import { setImmediate as turn } from 'node:timers/promises';
import type { StoredContact } from './level-rows.js';

/** Contacts that are stored at a time: with their sources some 20 MB. */
const BATCH = 4000;

/** Contacts of a level as they are stored, a batch at a time. `known`: persons with a case. */
export async function* inBatches<Found extends Contact>(
  contacts: Iterable<Found>,
  known: ReadonlySet<number>,
): AsyncGenerator<(Found & StoredContact)[]> {
  let batch: (Found & StoredContact)[] = [];
  for (const contact of contacts) {
    batch.push({ ...contact, isCase: known.has(contact.person) });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
    await turn();
  }
  if (batch.length > 0) yield batch;
}
