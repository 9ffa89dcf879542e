import { localDate, type CheckInResult, type Decision } from '@app/contracts';

/** What is known of a worker when a check-in is decided. Instants in epoch seconds. */
export interface WorkerState {
  status: 'active' | 'left';
  /** Last local day of the contract, if known. */
  endDate: string | null;
  /** Stretches of recorded isolation of the person; open while `to` is null. */
  isolations: readonly { from: number; to: number | null }[];
  /** The rotating code shown was already used by the same worker, for another check-in. */
  codeReplayed: boolean;
}

interface GateRule {
  reason: string;
  decision: Exclude<Decision, 'allow'>;
  applies: (worker: WorkerState, at: number) => boolean;
}

/** The rules at the gate, strongest first. */
const RULES: readonly GateRule[] = [
  {
    reason: 'isolated',
    decision: 'stop',
    applies: ({ isolations }, at) => isolations.some(({ from, to }) => from <= at && (to === null || at < to)),
  },
  {
    reason: 'left_company',
    decision: 'warn',
    applies: ({ status, endDate }, at) => status === 'left' && (endDate === null || endDate < localDate(at)),
  },
  { reason: 'code_replayed', decision: 'warn', applies: ({ codeReplayed }) => codeReplayed },
];

/** Allow, warn or stop, with the reasons. What is not plainly allowed is stored all the same, flagged. */
export function decide(
  worker: WorkerState,
  at: number,
): { result: CheckInResult; decision: Decision; reasons: string[] } {
  const broken = RULES.filter((rule) => rule.applies(worker, at));
  return {
    result: broken.length > 0 ? 'flagged' : 'accepted',
    decision: broken[0]?.decision ?? 'allow',
    reasons: broken.map(({ reason }) => reason),
  };
}
