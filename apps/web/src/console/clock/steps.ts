import type { CaseClock } from '@app/contracts';
import { secondsOf } from '../../format/dates';

export const STEPS = ['list', 'notice', 'quarantine'] as const;
export type ClockStep = (typeof STEPS)[number];

/** A step of a case: reached so many seconds after the positive result, running for so long, or not yet begun. */
export type StepState = { kind: 'reached' | 'running'; seconds: number } | { kind: 'waiting' };

/** The steps of a case in their order; the first that is not reached is the one whose clock runs. */
export function stepsOf(clock: CaseClock, now: number): Record<ClockStep, StepState> {
  const start = secondsOf(clock.positiveAt);
  const at = { list: clock.listAt, notice: clock.noticeAt, quarantine: clock.quarantineAt };
  const running = clock.contacts === 0 && clock.listAt ? undefined : STEPS.find((step) => at[step] === null);
  const stateOf = (step: ClockStep): StepState => {
    const reached = at[step];
    if (reached) return { kind: 'reached', seconds: Math.max(0, secondsOf(reached) - start) };
    return step === running ? { kind: 'running', seconds: Math.max(0, now - start) } : { kind: 'waiting' };
  };
  return { list: stateOf('list'), notice: stateOf('notice'), quarantine: stateOf('quarantine') };
}
