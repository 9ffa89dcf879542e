import { dayNumberOfDate } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import { grouped } from '../stays/grouped.js';
import { type ShiftHours, shiftHours } from '../rosters/shift-hours.js';
import { decide, type GateFacts, type Passage, type Ruling } from './decide.js';
import { type GateState, gateStates } from './gate-states.queries.js';

/** What the rules say of some passages, in their order; read in one statement. Of workers that are there. */
export async function rulingsOn(
  manager: EntityManager,
  passages: readonly (Passage & { workerNo: number })[],
): Promise<Ruling[]> {
  const { rules, states, patterns } = await gateStates(manager, passages);
  const ofOrganisation = grouped(patterns, ({ organisationId }) => organisationId);
  const hours = new Map<string, ShiftHours>();
  const rulings: Ruling[] = [];
  for (const state of states) {
    const { organisationId, position } = state;
    if (!hours.has(organisationId)) hours.set(organisationId, shiftHours(ofOrganisation.get(organisationId) ?? []));
    const facts = { ...state, shifts: shiftsOf(state, hours.get(organisationId)!) };
    rulings[position - 1] = decide(rules, facts, passages[position - 1]!);
  }
  return rulings;
}

/** Null where the shift of no day is known. A day off, and a day on which a shift does not come, have no hours. */
function shiftsOf({ shifts }: GateState, hoursOf: ShiftHours): GateFacts['shifts'] {
  if (shifts.length === 0) return null;
  return shifts.flatMap(({ day, code }) => (code === null ? undefined : hoursOf(code, dayNumberOfDate(day))) ?? []);
}
