import {
  type BusTripBody,
  DEFAULT_SHIFTS,
  type PlaceKind,
  type ShiftPatternBody,
  type SittingBody,
} from '@app/contracts';
import { BusTrip, CanteenSitting, ShiftPattern } from '@app/database';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { BUSES, CANTEENS } from './roster-kinds.js';

/** A list that an organisation keeps whole: each item is a row, its place named by a code. */
export interface OrganisationList<Item> {
  entity: EntityTarget<ObjectLiteral>;
  /** Of the log: `noun.read`, `noun.change`. */
  noun: string;
  /** The kinds of place that items are about. */
  kinds?: readonly PlaceKind[];
  /** The items of who has said nothing. */
  usual: readonly Item[];
}

export const SHIFT_PATTERN_LIST: OrganisationList<ShiftPatternBody> = {
  entity: ShiftPattern,
  noun: 'shift-pattern',
  usual: DEFAULT_SHIFTS,
};
export const BUS_TRIP_LIST: OrganisationList<BusTripBody> = {
  entity: BusTrip,
  noun: 'bus-trip',
  kinds: BUSES,
  usual: [],
};
export const SITTING_LIST: OrganisationList<SittingBody> = {
  entity: CanteenSitting,
  noun: 'sitting',
  kinds: CANTEENS,
  usual: [],
};
