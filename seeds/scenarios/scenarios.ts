import { forwardInTime } from './forward-in-time.js';
import { lineAndBus } from './line-and-bus.js';
import { secondJob } from './second-job.js';
import type { Scenario } from './types.js';

/** The named worlds, for tests and for a first look. */
export const SCENARIOS: readonly Scenario[] = [lineAndBus, secondJob, forwardInTime];
