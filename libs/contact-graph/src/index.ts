export { everyEncounter, traceBackward, traceBackwardFed } from './backward.js';
export type {
  BackwardContact,
  BackwardInput,
  BackwardOutcome,
  BackwardQuestion,
  CommonPlace,
} from './backward-types.js';
export { areBorneOut } from './borne-out.js';
export { caseWindow, exposureInterval, shiftDay, type CaseDates, type Interval } from './case-window.js';
export { countContacts, type DayQuestion } from './day-contacts.js';
export {
  dayNetwork,
  type DayNetwork,
  type NetworkProgress,
  type NetworkQuestion,
  type VenueFigures,
} from './day-network.js';
export { ContactGraphError, type ContactGraphErrorCode } from './errors.js';
export { EVIDENCE, evidenceCode, type Evidence } from './evidence.js';
export { Explainer, type ExplainInput } from './explain.js';
export { subtract, union, type Span } from './intervals.js';
export type { Isolation } from './isolations.js';
export { metBy } from './met-by.js';
export { mergeWindows, openIntervals, type OpenIntervals } from './open-intervals.js';
export { StayDayBuilder } from './day-builder.js';
export { PlaceTree, type Places } from './place-tree.js';
export {
  DEFAULT_CLASSES,
  resolvePreset,
  type Accumulate,
  type ClassRule,
  type DistanceClass,
  type Preset,
  type PresetInput,
} from './preset.js';
export { presentIn } from './present-in.js';
export { rankByCode, roundedDose } from './ranking.js';
export type { StayDay } from './stay-day.js';
export { StayIndexBuilder, type StayChunk } from './stay-index-builder.js';
export { stayIndexOf, type StayIndex, type StayIndexOptions } from './stay-index.js';
export { STRONGEST } from './strongest-sources.js';
export { reachForward, reachForwardFed, traceForward, traceForwardFed } from './trace.js';
export type {
  Contact,
  ContactSource,
  ExplainedEdge,
  Feed,
  IndexCase,
  LevelEvent,
  NeedEvent,
  Piece,
  ProgressEvent,
  ReachedEvent,
  ReachEvent,
  TimeChanges,
  TraceEvent,
  TraceInput,
  TraceOutcome,
  TraceQuestion,
} from './types.js';
