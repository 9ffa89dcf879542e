import { dateOfDayNumber, dayNumberOfDate, localDate } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import {
  patternsOf,
  type Rostered,
  rosterOf,
  type RoutePlace,
  routesOn,
  type Sitting,
  sittingsOf,
  type Trip,
  tripsOf,
} from '../rosters/rosters.queries.js';
import { shiftHours } from '../rosters/shift-hours.js';
import { timetable } from '../rosters/timetable.js';
import { boundsOf, type DayBounds, windowOf } from './derived-day.js';
import type { Schedules } from './filling/schedules.js';
import { grouped } from './grouped.js';
import type { PlaceFacts } from './place-event.js';
import { placeFacts } from './place-facts.queries.js';
import {
  type ApartRow,
  type Derivation,
  type EventRow,
  type ImportedRow,
  importedOn,
  isolatedBetween,
  presentBetween,
} from './stay-derivation.queries.js';

/** All that the stays of one organisation on one local day rest on. */
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

export async function loadDay(manager: EntityManager, derivation: Derivation): Promise<DayWorld> {
  const { organisationId, day } = derivation;
  const bounds = boundsOf(day);
  const window = windowOf(bounds);
  const number = dayNumberOfDate(day);
  const days = { first: dateOfDayNumber(number - BEFORE), last: dateOfDayNumber(number + 1) };
  const events = await presentBetween(manager, organisationId, window, {
    first: localDate(window.from),
    last: localDate(window.to),
  });
  const imported = await importedOn(manager, derivation);
  const patterns = await patternsOf(manager, organisationId);
  const rostered = await rosterOf(manager, organisationId, days);
  const trips = await tripsOf(manager, organisationId, days);
  const sittings = await sittingsOf(manager, organisationId, days);
  const routes = await routesAround(manager, organisationId, number);
  const stops = [...routes.values()].flatMap((of) => [...of.values()].flat());
  const facts = await placeFacts(manager, placesIn([events, imported, trips, sittings, stops], rostered));
  return {
    bounds,
    events: grouped(events, byWorker),
    imported: grouped(imported, byWorker),
    rostered: grouped(rostered, byWorker),
    apart: grouped(await isolatedBetween(manager, organisationId, { from: bounds.start, to: bounds.end }), byWorker),
    hoursOf: shiftHours(patterns),
    tripsOn: timetable<Trip>(trips),
    sittingsOn: timetable<Sitting>(sittings),
    stopsOn: (workerNo, on) => routes.get(on)?.get(workerNo) ?? [],
    placeOf: (no): PlaceFacts => facts.get(no)!,
  };
}

async function routesAround(manager: EntityManager, organisationId: string, day: number) {
  const routes = new Map<number, Map<number, RoutePlace[]>>();
  for (let on = day - BEFORE; on <= day + 1; on++)
    routes.set(on, grouped(await routesOn(manager, organisationId, dateOfDayNumber(on)), byWorker));
  return routes;
}

function placesIn(lists: readonly (readonly { placeNo: number }[])[], rostered: readonly Rostered[]): Set<number> {
  const nos = new Set<number>();
  for (const list of lists) for (const { placeNo } of list) nos.add(placeNo);
  for (const { placeNo, roomNo, busNo } of rostered)
    for (const no of [placeNo, roomNo, busNo]) if (no !== null) nos.add(no);
  return nos;
}
