import {
  type CheckInResult,
  type Decision,
  GATE_REASONS,
  type GateParameters,
  type GateReason,
  type GateRuleAnswer,
  localDate,
  localDayNumber,
} from '@app/contracts';

/** What is known of a worker about an instant, as far as a rule asks for it. Instants in epoch seconds. */
export interface GateFacts {
  organisationId: string;
  status: 'active' | 'left';
  /** Last local day of the contract, if known. */
  endDate: string | null;
  /** Stretches of recorded isolation of the person; open while `to` is null. */
  isolations: readonly { from: number; to: number | null }[];
  /** When the last sample was taken that was not invalid. */
  sampledAt: number | null;
  /** The last sample that was found negative or positive. */
  tested: { at: number; positive: boolean } | null;
  declared: { at: number; symptoms: boolean } | null;
  /** The sites where the worker belongs; none: nobody knows. */
  sites: readonly string[];
  /** The hours of the own shifts about that time; null: nobody knows. */
  shifts: readonly { start: number; end: number }[] | null;
}

/** When and where somebody passes; a shared place has no site. */
export interface Passage {
  at: number;
  siteId: string | null;
  /** The rotating code shown was already used by the same worker, for another check-in. */
  codeReplayed: boolean;
}

export interface Ruling {
  result: CheckInResult;
  decision: Decision;
  reasons: string[];
}

/** Whether an employment is over on a local day: the last day says it, also where it came after the status was written. */
export const hasLeft = ({ status, endDate }: Pick<GateFacts, 'status' | 'endDate'>, day: string): boolean =>
  endDate === null ? status === 'left' : endDate < day;

type Check = (facts: GateFacts, passage: Passage, parameters: GateParameters) => boolean;

/** Whether it lies more local days back than a parameter lets it count. */
const isOlder = (at: number, { at: now }: Passage, { maxAgeDays = Infinity }: GateParameters): boolean =>
  localDayNumber(now) - localDayNumber(at) > maxAgeDays;

const CHECKS: Readonly<Record<GateReason, Check>> = {
  isolated: ({ isolations }, { at }) => isolations.some(({ from, to }) => from <= at && (to === null || at < to)),
  positive_test: ({ tested }, passage, parameters) =>
    tested !== null && tested.positive && !isOlder(tested.at, passage, parameters),
  symptoms_declared: ({ declared }, passage, parameters) =>
    declared !== null && declared.symptoms && !isOlder(declared.at, passage, parameters),
  test_overdue: ({ sampledAt }, passage, parameters) => sampledAt === null || isOlder(sampledAt, passage, parameters),
  declaration_missing: ({ declared }, passage, parameters) =>
    declared === null || isOlder(declared.at, passage, parameters),
  left_company: (facts, { at }) => hasLeft(facts, localDate(at)),
  wrong_site: ({ sites }, { siteId }) => siteId !== null && sites.length > 0 && !sites.includes(siteId),
  code_replayed: (_, { codeReplayed }) => codeReplayed,
  other_shift: ({ shifts }, { at }, { graceMinutes = 0 }) =>
    shifts !== null &&
    !shifts.some(({ start, end }) => start - graceMinutes * 60 <= at && at < end + graceMinutes * 60),
};

/**
 * The rule that holds for a reason on a day: the organisation's own if it has one then, else the province's; of several
 * the one that began last. Rules of other organisations do not matter.
 */
export function ruleFor(
  rules: readonly GateRuleAnswer[],
  reason: GateReason,
  organisationId: string,
  day: string,
): GateRuleAnswer | undefined {
  return rules
    .filter((rule) => rule.reason === reason && rule.validFrom <= day && (rule.validTo === null || day <= rule.validTo))
    .filter((rule) => rule.organisationId === null || rule.organisationId === organisationId)
    .reduce<GateRuleAnswer | undefined>((best, rule) => (best && !isNearer(rule, best) ? best : rule), undefined);
}

/** Of these an organisation may ask for more than the province, never for less: they protect more than its own people. */
const PROTECTED: ReadonlySet<GateReason> = new Set<GateReason>(['isolated', 'positive_test']);

/** The rules that speak for a reason on a day: the one that holds, and of protected reasons the province's beside it. */
export function rulesFor(
  rules: readonly GateRuleAnswer[],
  reason: GateReason,
  organisationId: string,
  day: string,
): GateRuleAnswer[] {
  const provinces = PROTECTED.has(reason) ? rules.filter((rule) => rule.organisationId === null) : [];
  const holding = [rules, provinces].map((among) => ruleFor(among, reason, organisationId, day));
  return [...new Set(holding)].filter((rule) => rule !== undefined);
}

const isNearer = (rule: GateRuleAnswer, best: GateRuleAnswer): boolean =>
  rule.organisationId === best.organisationId ? rule.validFrom > best.validFrom : rule.organisationId !== null;

const STRENGTH: Readonly<Record<Decision, number>> = { allow: 0, warn: 1, stop: 2 };
const strongestFirst = (a: GateRuleAnswer, b: GateRuleAnswer): number => STRENGTH[b.decision] - STRENGTH[a.decision];

/**
 * Allow, warn or stop: the strongest decision of the rules that are broken, with all their reasons, the strongest first.
 * What is not plainly allowed is stored all the same, flagged.
 */
export function decide(all: readonly GateRuleAnswer[], facts: GateFacts, passage: Passage): Ruling {
  const day = localDate(passage.at);
  const broken = GATE_REASONS.flatMap((reason) => {
    const rules = rulesFor(all, reason, facts.organisationId, day);
    const of = rules.filter((rule) => rule.enabled && CHECKS[reason](facts, passage, rule.parameters));
    return of.sort(strongestFirst).slice(0, 1);
  }).sort(strongestFirst);
  const decision = broken[0]?.decision ?? 'allow';
  return {
    result: decision === 'allow' ? 'accepted' : 'flagged',
    decision,
    reasons: broken.map(({ reason }) => reason),
  };
}
