/**
 * The queues with how many of their jobs one process runs at a time. Figures of networks, and followed traces that are
 * worked out anew, must not hold up an officer's question; stays, which make way for check-ins, nobody's import.
 */
export const QUEUES = {
  accounts: { concurrency: 2 },
  workers: { concurrency: 4 },
  checkin: { concurrency: 4 },
  stays: { concurrency: 2 },
  tracing: { concurrency: 1 },
  networks: { concurrency: 1 },
  following: { concurrency: 1 },
  exchange: { concurrency: 4 },
} as const satisfies Record<string, { concurrency: number }>;
export type QueueName = keyof typeof QUEUES;
export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

interface JobRule {
  queue: QueueName;
  /** Errors after which it has failed; each waits twice as long as the one before, from `firstWaitMs` to `maxWaitMs`. */
  maxFailures: number;
  firstWaitMs: number;
  maxWaitMs: number;
  /** A periodic job: it has the one row `id`, runs at start, and again so long after each end. */
  periodic?: { id: string; everyMs: number };
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const usual = { maxFailures: 5, firstWaitMs: SECOND, maxWaitMs: MINUTE };

/** Every job: `noun.verb`, the queue that runs it, and how it is retried. What it works on is its row, never its payload. */
export const JOBS = {
  'audit.seal': {
    queue: 'accounts',
    ...usual,
    periodic: { id: '0190a0a0-0000-7000-8000-000000000030', everyMs: 5 * SECOND },
  },
  'audit.anchor': {
    queue: 'accounts',
    ...usual,
    periodic: { id: '0190a0a0-0000-7000-8000-000000000031', everyMs: 30 * SECOND },
  },
  'audit.prune': {
    queue: 'accounts',
    ...usual,
    periodic: { id: '0190a0a0-0000-7000-8000-000000000032', everyMs: 60 * MINUTE },
  },
  'worker-import.run': { queue: 'workers', ...usual },
  'row-import.run': { queue: 'workers', ...usual },
  'records.prune': {
    queue: 'workers',
    ...usual,
    periodic: { id: '0190a0a0-0000-7000-8000-00000000000e', everyMs: 24 * 60 * MINUTE },
  },
  'rights.erase': {
    queue: 'workers',
    ...usual,
    periodic: { id: '0190a0a0-0000-7000-8000-000000000033', everyMs: 60 * MINUTE },
  },
  'stay-import.run': { queue: 'checkin', ...usual },
  'proximity-import.run': { queue: 'checkin', ...usual },
  'stays.derive': { queue: 'stays', ...usual, maxFailures: 20 },
  'stays.request': {
    queue: 'checkin',
    ...usual,
    periodic: { id: '0190a0a0-0000-7000-8000-00000000000c', everyMs: 15 * SECOND },
  },
  'plausibility.check': { queue: 'stays', ...usual, maxFailures: 20 },
  'partitions.make': {
    queue: 'checkin',
    ...usual,
    periodic: { id: '0190a0a0-0000-7000-8000-000000000001', everyMs: 60 * MINUTE },
  },
  'presence.prune': {
    queue: 'checkin',
    ...usual,
    periodic: { id: '0190a0a0-0000-7000-8000-000000000007', everyMs: 60 * MINUTE },
  },
  'trace.run': { queue: 'tracing', ...usual },
  'network.run': { queue: 'networks', ...usual },
  'trace.revise': { queue: 'following', ...usual },
  'export.run': { queue: 'exchange', ...usual },
  'delivery.send': { queue: 'exchange', maxFailures: 12, firstWaitMs: 2 * SECOND, maxWaitMs: 30 * MINUTE },
} as const satisfies Record<string, JobRule>;
export type JobName = keyof typeof JOBS;

export const ruleOf = (job: JobName): JobRule => JOBS[job];

/** The jobs that the given queues run. */
export const jobsOf = (queues: readonly QueueName[]): JobName[] =>
  (Object.keys(JOBS) as JobName[]).filter((job) => queues.includes(JOBS[job].queue));

/** How long a job waits after its n-th failure (n from 1), in milliseconds. */
export function waitAfter(job: JobName, failures: number): number {
  const { firstWaitMs, maxWaitMs } = ruleOf(job);
  return Math.min(maxWaitMs, firstWaitMs * 2 ** Math.min(failures - 1, 30));
}
