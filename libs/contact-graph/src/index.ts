export { everyEncounter, traceBackward, traceBackwardFed } from './backward/backward.js';
export type {
  BackwardContact,
  BackwardInput,
  BackwardOutcome,
  BackwardQuestion,
  CommonPlace,
} from './backward/backward-types.js';
export { areBorneOut } from './explaining/borne-out.js';
export { caseWindow, exposureInterval, shiftDay, type CaseDates, type Interval } from './traces/case-window.js';
export { countContacts, type DayQuestion } from './networks/day-contacts.js';
export {
  dayNetwork,
  type DayNetwork,
  type NetworkProgress,
  type NetworkQuestion,
  type VenueFigures,
} from './networks/day-network.js';
export { ContactGraphError, type ContactGraphErrorCode } from './errors.js';
export { EVIDENCE, evidenceCode, type Evidence } from './evidence.js';
export { Explainer, type ExplainInput } from './explaining/explain.js';
export { subtract, union, type Span } from './explaining/intervals.js';
export type { Isolation } from './days/isolations.js';
export { metBy } from './explaining/met-by.js';
export { mergeWindows, openIntervals, type OpenIntervals } from './traces/open-intervals.js';
export { StayDayBuilder } from './days/day-builder.js';
export { PlaceTree, type Places } from './days/place-tree.js';
export {
  DEFAULT_CLASSES,
  resolvePreset,
  type Accumulate,
  type ClassRule,
  type DistanceClass,
  type Preset,
  type PresetInput,
} from './preset.js';
export { presentIn } from './days/present-in.js';
export { rankByCode, roundedDose } from './traces/ranking.js';
export type { StayDay } from './days/stay-day.js';
export { StayIndexBuilder, type StayChunk } from './days/stay-index-builder.js';
export { stayIndexOf, type StayIndex, type StayIndexOptions } from './days/stay-index.js';
export { STRONGEST } from './traces/strongest-sources.js';
export { reachForward, reachForwardFed, traceForward, traceForwardFed } from './traces/trace.js';
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
