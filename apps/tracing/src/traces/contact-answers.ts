import { isoOf, isoOrNull, type Because, type Encounter, type TracedContact } from '@app/contracts';
import type { ContactRow, EdgeRow, PlaceName } from './contacts.queries.js';
import type { StoredPiece } from './level-rows.js';

/** Ids of the places that stored pieces name. */
export const placeIdsOf = (edges: readonly Pick<EdgeRow, 'encounters'>[]): string[] => [
  ...new Set(edges.flatMap(({ encounters }) => encounters.flatMap(([placeId]) => (placeId ? [placeId] : [])))),
];

function encounterOf([placeId, cls, from, to, evidence]: StoredPiece, places: Map<string, PlaceName>): Encounter {
  const place = placeId ? places.get(placeId) : undefined;
  return {
    placeId,
    placeName: place?.name ?? null,
    kind: placeId ? (place?.kind ?? 'other') : 'proximity',
    class: cls as Encounter['class'],
    from: isoOf(from),
    to: isoOf(to),
    evidence: [...evidence],
  };
}

export const becauseOf = (edge: EdgeRow, places: Map<string, PlaceName>): Because => ({
  sourceWorkerId: edge.source_worker_id,
  sourceWorkerCode: edge.source_worker_code,
  nearSeconds: edge.near_seconds,
  roomSeconds: edge.room_seconds,
  firstAt: isoOf(edge.first_at),
  lastAt: isoOf(edge.last_at),
  encounters: edge.encounters.map((piece) => encounterOf(piece, places)),
});

/** A contact as it is answered. One that the data do not show has no times and no sources, but an officer's reason. */
export const contactOf = (row: ContactRow, because: Because[]): TracedContact => ({
  workerId: row.worker_id,
  workerCode: row.worker_code,
  organisationId: row.organisation_id,
  personWorkerIds: row.person_worker_ids,
  level: row.level,
  exposedAt: isoOrNull(row.exposed_at),
  earliestAt: isoOrNull(row.earliest_at),
  lastExposureAt: isoOrNull(row.last_exposure_at),
  nearSeconds: Number(row.near_seconds),
  roomSeconds: Number(row.room_seconds),
  score: row.score,
  dose: row.dose,
  isCase: row.is_case,
  qualifies: row.qualifies,
  sources: row.sources,
  because,
  addedBecause: row.added_because,
  review:
    row.decision && row.decided_at
      ? { decision: row.decision, reason: row.decision_reason ?? '', decidedAt: isoOf(row.decided_at) }
      : null,
});
