import {
  FLAG_CODES,
  FLAG_PARAMETERS,
  type FlagCode,
  type FlagParameters,
  type PlausibilityRuleAnswer,
} from '@app/contracts';
import { setImmediate } from 'node:timers/promises';
import { tooMany } from './crowds.js';
import { fixedInterval, sharedDevice } from './devices.js';
import { tooFar } from './distances.js';
import { posterMoved } from './moved-posters.js';
import { closedHours, outsideShift } from './off-hours.js';
import type { Finder, Seen, Surroundings } from './seen.js';

/** What is implausible about a check-in. */
export interface Flags {
  codes: FlagCode[];
  /** Left out of stays until somebody has cleared it. */
  held: boolean;
}

type Rule = Pick<PlausibilityRuleAnswer, 'organisationId' | 'code' | 'enabled' | 'holds' | 'parameters'>;

const FINDERS: Readonly<Record<FlagCode, Finder>> = {
  closed_hours: closedHours,
  outside_shift: outsideShift,
  too_far: tooFar,
  too_many: tooMany,
  shared_device: sharedDevice,
  fixed_interval: fixedInterval,
  poster_moved: posterMoved,
  code_replayed: (seen) => seen.filter(({ codeReplayed }) => codeReplayed),
};

/**
 * The flags of some check-ins by their ids; those that have none are not there. The result depends on the set of check-ins
 * alone: not on the order in which they are given, nor on when they arrived. Others get their turn after each rule: a large
 * organisation has 100,000 check-ins a day.
 * @param rules the province's and those of the one organisation; a code without a rule is never given
 */
export async function flagsOf(
  seen: readonly Seen[],
  around: Surroundings,
  rules: readonly Rule[],
): Promise<Map<string, Flags>> {
  const ordered = [...seen].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const flags = new Map<string, Flags>();
  for (const code of FLAG_CODES) {
    const rule = ruleFor(rules, code);
    if (!rule?.enabled) continue;
    await setImmediate();
    // every parameter that the code's finder reads has a value in FLAG_PARAMETERS
    const parameters = { ...FLAG_PARAMETERS[code], ...rule.parameters } as FlagParameters;
    for (const { id } of new Set(FINDERS[code](ordered, around, parameters))) {
      const known = flags.get(id) ?? { codes: [], held: false };
      flags.set(id, { codes: [...known.codes, code], held: known.held || rule.holds });
    }
  }
  return flags;
}

/** The organisation's own rule for a code if it has one, else the province's. */
const ruleFor = (rules: readonly Rule[], code: FlagCode): Rule | undefined => {
  const about = rules.filter((rule) => rule.code === code);
  return about.find(({ organisationId }) => organisationId !== null) ?? about[0];
};
