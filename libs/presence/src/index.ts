export { DayCache } from './day-cache.js';
export { withEngine } from './engine-refusals.js';
export type { People } from './people.js';
export type { PlaceName } from './place-names.queries.js';
export { PresenceModule } from './presence.module.js';
export { currentSnapshot, NEWS, type Snapshot } from './presence-changes.queries.js';
export { Registry } from './registry.js';
export type { Basis, World } from './world.js';
export { WorldReader, type WorldWish } from './world-reader.js';
export {
  type ExplainedTrace,
  type FoundPiece,
  foundPiece,
  type FoundPieces,
  PieceReader,
  type SourcedContact,
} from './piece-reader.js';
export { EACH_SOURCE, reachedBefore, SOURCE_ARRAYS, sourceColumns, type StoredSource } from './stored-sources.js';
