export * from './jobs.js';
export * from './outcomes.js';
export * from './presence-events.js';
export { type ClaimedWork, type JobProcessor, Processes } from './processors.js';
export * from './queue.module.js';
export { cancel, enqueue, hold, requeue, requeueing, RUNG, type When, workOf } from './work.queries.js';
export * from './work-events.js';
export * from './work-streams.js';
