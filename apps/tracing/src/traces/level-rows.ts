import type { Contact, TimeChanges } from '@app/contact-graph';
import { isoOf } from '@app/contracts';
import { copyInto, type CopyValue } from '@app/database';
import { type People, SOURCE_ARRAYS } from '@app/presence';
import type { QueryRunner } from 'typeorm';

export interface StoredContact extends Contact {
  isCase: boolean;
  /** Of a backward trace: whether the time with any one of the cases meets the preset. */
  qualifies?: boolean;
}

/** A level with its contacts, in the order of the report, a batch at a time. */
export interface FinishedLevel {
  level: number;
  changes: TimeChanges;
  batches: AsyncIterable<StoredContact[]>;
}

/** Tables that take the rows of a level: those of traces, or others with the same columns. */
export interface LevelTables {
  contact: string;
  source: string;
  time: string;
}

const CONTACT_COLUMNS = [
  ...['trace_id', 'person_no', 'worker_no', 'level', 'position', 'exposed_at', 'earliest_at', 'last_exposure_at'],
  ...['near_seconds', 'room_seconds', 'dose', 'score', 'is_case', 'sources', 'qualifies'],
];
const SOURCE_COLUMNS = ['trace_id', 'person_no', ...SOURCE_ARRAYS];
const TIME_COLUMNS = ['trace_id', 'hop', 'person_no', 'reached_at'];

/**
 * Writes a level of a trace, its first contact at position `base` of the list.
 * @returns how many contacts it has
 */
export async function copyLevel(
  runner: QueryRunner,
  tables: LevelTables,
  { id, base }: { id: string; base: number },
  level: FinishedLevel,
  people: People,
): Promise<number> {
  let count = 0;
  for await (const batch of level.batches) {
    const contacts = batch.map((contact) => contactRow(id, base + count++, contact, people));
    await copyInto(runner, tables.contact, CONTACT_COLUMNS, contacts);
    await copyInto(
      runner,
      tables.source,
      SOURCE_COLUMNS,
      batch.map((contact) => sourceRow(id, contact)),
    );
  }
  await copyInto(runner, tables.time, TIME_COLUMNS, timeRows(id, level.level, level.changes));
  return count;
}

function contactRow(id: string, position: number, contact: StoredContact, people: People): CopyValue[] {
  const exposedAt = isoOf(contact.exposedAt);
  return [
    ...[id, contact.person, people.workerNos[contact.person]!, contact.level, position],
    ...[exposedAt, exposedAt, isoOf(contact.lastExposureAt)],
    ...[contact.nearSeconds, contact.roomSeconds, contact.dose, contact.score, contact.isCase, contact.sourceCount],
    contact.qualifies ?? null,
  ];
}

function sourceRow(id: string, { person, sources }: Contact): CopyValue[] {
  return [
    ...[id, person, sources.map(({ source }) => source)],
    ...[sources.map(({ nearSeconds }) => nearSeconds), sources.map(({ roomSeconds }) => roomSeconds)],
    ...[sources.map(({ firstAt }) => firstAt), sources.map(({ lastAt }) => lastAt)],
  ];
}

function* timeRows(id: string, hop: number, changes: TimeChanges): Generator<CopyValue[]> {
  for (let i = 0; i < changes.persons.length; i++) {
    yield [id, hop, changes.persons[i]!, isoOf(changes.times[i]!)];
  }
}
