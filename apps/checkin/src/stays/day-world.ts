import { dateOfDayNumber, dayNumberOfDate, localDate } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import {
  type Days,
  patternsOf,
  type Rostered,
  rosterOf,
  routesOn,
  type Sitting,
  sittingsOf,
  type Trip,
  tripsOf,
} from '../rosters/rosters.queries.js';
import { shiftHours, type Timed } from '../rosters/shift-hours.js';
import { timetable } from '../rosters/timetable.js';
import { boundsOf, type DayBounds, windowOf } from './derived-day.js';
import type { Schedules } from './filling/schedules.js';
import { grouped } from './grouped.js';
import type { PlaceFacts } from './place-event.js';
import { placeFacts } from './place-facts.queries.js';
import {
  type ApartRow,
  type EventRow,
  type ImportedRow,
  importedOn,
  isolatedBetween,
  presentBetween,
} from './stay-derivation.queries.js';

/** What an organisation has laid down for a local day, whoever works there. */
export interface OrganisationDay {
  readonly day: string;
  readonly bounds: DayBounds;
  readonly patterns: readonly Timed[];
  readonly trips: readonly Trip[];
  readonly sittings: readonly Sitting[];
}

/** All that the stays of some workers on one local day rest on. */
export interface DayWorld extends Schedules {
  bounds: DayBounds;
  events: ReadonlyMap<number, EventRow[]>;
  imported: ReadonlyMap<number, ImportedRow[]>;
  rostered: ReadonlyMap<number, Rostered[]>;
  apart: ReadonlyMap<number, ApartRow[]>;
}

const byWorker = ({ workerNo }: { workerNo: number }): number => workerNo;

/** Shifts may begin up to two days after the local day that they belong to. */
const BEFORE = 2;

function daysAround(day: string): Days {
  const number = dayNumberOfDate(day);
  return { first: dateOfDayNumber(number - BEFORE), last: dateOfDayNumber(number + 1) };
}

export async function organisationDay(
  manager: EntityManager,
  organisationId: string,
  day: string,
): Promise<OrganisationDay> {
  const patterns = await patternsOf(manager, organisationId);
  const trips = await tripsOf(manager, organisationId, daysAround(day));
  const sittings = await sittingsOf(manager, organisationId, daysAround(day));
  return { day, bounds: boundsOf(day), patterns, trips, sittings };
}

/** @param workerNos of the organisation */
export async function loadDay(
  manager: EntityManager,
  { day, bounds, patterns, trips, sittings }: OrganisationDay,
  workerNos: readonly number[],
): Promise<DayWorld> {
  const window = windowOf(bounds);
  const events = await presentBetween(manager, workerNos, window, {
    first: localDate(window.from),
    last: localDate(window.to),
  });
  const imported = await importedOn(manager, workerNos, day);
  const rostered = await rosterOf(manager, workerNos, daysAround(day));
  const routes = await routesAround(manager, workerNos, day);
  const stops = [...routes.values()].flatMap((of) => [...of.values()].flat());
  const facts = await placeFacts(manager, placesIn([events, imported, trips, sittings, stops], rostered));
  return {
    bounds,
    events: grouped(events, byWorker),
    imported: grouped(imported, byWorker),
    rostered: grouped(rostered, byWorker),
    apart: grouped(await isolatedBetween(manager, workerNos, { from: bounds.start, to: bounds.end }), byWorker),
    hoursOf: shiftHours(patterns),
    tripsOn: timetable<Trip>(trips),
    sittingsOn: timetable<Sitting>(sittings),
    stopsOn: (workerNo, on) => routes.get(on)?.get(workerNo) ?? [],
    placeOf: (no): PlaceFacts => facts.get(no)!,
  };
}

/** By local day number and worker. */
async function routesAround(manager: EntityManager, workerNos: readonly number[], day: string) {
  const rows = await routesOn(manager, workerNos, daysAround(day));
  const byDay = grouped(rows, (row) => dayNumberOfDate(row.day));
  return new Map([...byDay].map(([on, stops]) => [on, grouped(stops, byWorker)]));
}

function placesIn(lists: readonly (readonly { placeNo: number }[])[], rostered: readonly Rostered[]): Set<number> {
  const nos = new Set<number>();
  for (const list of lists) for (const { placeNo } of list) nos.add(placeNo);
  for (const { placeNo, roomNo, busNo } of rostered)
    for (const no of [placeNo, roomNo, busNo]) if (no !== null) nos.add(no);
  return nos;
}
