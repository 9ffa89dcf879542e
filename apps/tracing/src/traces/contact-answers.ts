import { isoOf, isoOrNull, type Because, type Encounter, type TracedContact } from '@app/contracts';
import type { FoundPiece, FoundPieces, PlaceName } from '@app/presence';
import type { ContactRow, SourceRow } from './contacts.queries.js';

/** A source with what presence says of it now. */
export type ExplainedSource = Omit<SourceRow, 'level' | 'reached_at'> & FoundPieces;

function encounterOf([placeId, cls, from, to, evidence]: FoundPiece, places: Map<string, PlaceName>): Encounter {
  const place = placeId ? places.get(placeId) : undefined;
  return {
    placeId,
    placeName: place?.name ?? null,
    kind: placeId ? (place?.kind ?? 'other') : 'proximity',
    class: cls,
    from: isoOf(from),
    to: isoOf(to),
    evidence: [...evidence],
  };
}

export const becauseOf = (source: ExplainedSource, places: Map<string, PlaceName>): Because => ({
  sourceWorkerId: source.source_worker_id,
  sourceWorkerCode: source.source_worker_code,
  nearSeconds: source.near_seconds,
  roomSeconds: source.room_seconds,
  firstAt: isoOf(source.first_at),
  lastAt: isoOf(source.last_at),
  encounters: source.pieces.map((piece) => encounterOf(piece, places)),
  ...(source.changed ? { presenceChanged: true } : {}),
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
