import { z } from 'zod';
import { page } from './common.js';
import type { DistrictClock, TracingClock } from './follow-up.js';

/** What a wall screen counts; each figure has rows behind it. */
export const FIGURES = ['cases', 'sites', 'tests', 'follow-ups', 'check-ins', 'freshness', 'deliveries'] as const;
export type Figure = (typeof FIGURES)[number];
export const figure = z.enum(FIGURES);

export const FRESHNESS = ['hour', 'day', 'three_days', 'older', 'never'] as const;
export type Freshness = (typeof FRESHNESS)[number];

export const figureRowsQuery = page;

/** A row behind a figure: an organisation, a site, a case, a delivery. No row says anything of a single contact. */
export interface FigureRow {
  /** Of the case, site, organisation or export. */
  id: string;
  title: string;
  subtitle: string | null;
  unitName: string | null;
  /** Latitude and longitude of a site, where they are known. */
  position: readonly [number, number] | null;
  /** What the figure sums up: people, check-ins; 1 where the row itself is what is counted. */
  count: number;
  /** When it became so, or was last so; what it means depends on the figure. */
  at: string | null;
  /** A word on the row: `untraced`, `overdue`, a freshness, the state of a delivery. */
  state: string | null;
}

/** `GET /command/figures`: everything as of one instant, in the caller's scope, without exercises. */
export interface CommandFigures {
  at: string;
  cases: { open: number; lastDay: number; untraced: number; districts: { name: string; open: number }[] };
  clock: TracingClock['all'] & { districts: DistrictClock[] };
  /** Sites where contacts of open cases work, the greatest summed score first. */
  sites: {
    atRisk: number;
    worst: { id: string; title: string; subtitle: string | null; people: number; risk: number }[];
  };
  /** F1 without a sample since they were last exposed. */
  tests: { due: number };
  followUps: { dueToday: number; overdue: number; lost: number };
  /** Check-ins that came in the last hour, minute by minute, the oldest first. */
  checkIns: { lastHour: number; minutes: number[] };
  /** How many organisations sent something within an hour, a day, three days, longer ago, never. */
  freshness: Record<Freshness, number>;
  /** Deliveries that failed within a week, and those that are not through after ten minutes. */
  deliveries: { failed: number; late: number };
}

/** Rows of a figure, from the same counting as the figure of the instant `at`. */
export interface FigureRows {
  at: string;
  items: FigureRow[];
  nextCursor: string | null;
}

/** `GET /map`: the address of the deployment's own map tiles with `{z}`, `{x}` and `{y}`, and whose they are. */
export interface MapSettings {
  tiles: string | null;
  attribution: string;
}
