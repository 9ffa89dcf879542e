import { type Decision, GATE_REASONS, type GateReason, type GateRuleAnswer, parseInstant } from '@app/contracts';
import fc from 'fast-check';
import { decide, type GateFacts, ruleFor, rulesFor } from './decide.js';

const AT = parseInstant('2026-05-12T06:00:00+07:00')!;
const DAY = 86_400;
const HOUR = 3_600;
const PASSAGE = { at: AT, siteId: 'here', codeReplayed: false };
const OURS = 'organisation';

const FINE: GateFacts = {
  ...{ organisationId: OURS, status: 'active', endDate: null, isolations: [], sites: ['here'] },
  ...{ sampledAt: AT - DAY, tested: { at: AT - DAY, positive: false }, declared: { at: AT - HOUR, symptoms: false } },
  shifts: [{ start: AT, end: AT + 8 * HOUR }],
};
const rule = (reason: GateReason, given: Partial<GateRuleAnswer> = {}): GateRuleAnswer => ({
  ...{ organisationId: null, reason, decision: 'stop', enabled: true, parameters: {} },
  ...{ validFrom: '2000-01-01', validTo: null, ...given },
});
const decided = (reason: GateReason, facts: Partial<GateFacts>, parameters: GateRuleAnswer['parameters'] = {}) =>
  decide([rule(reason, { parameters })], { ...FINE, ...facts }, PASSAGE).decision;

it.each<[GateReason, Partial<GateFacts>, Decision, GateRuleAnswer['parameters']]>([
  ['isolated', { isolations: [{ from: AT, to: null }] }, 'stop', {}],
  ['isolated', { isolations: [{ from: AT - DAY, to: AT }] }, 'allow', {}],
  ['isolated', { isolations: [{ from: AT + 1, to: null }] }, 'allow', {}],
  ['positive_test', { tested: { at: AT - 20 * DAY, positive: true } }, 'stop', {}],
  ['positive_test', { tested: { at: AT - 20 * DAY, positive: true } }, 'allow', { maxAgeDays: 14 }],
  ['positive_test', { tested: null }, 'allow', {}],
  ['symptoms_declared', { declared: { at: AT - DAY, symptoms: true } }, 'stop', { maxAgeDays: 1 }],
  ['symptoms_declared', { declared: { at: AT - 2 * DAY, symptoms: true } }, 'allow', { maxAgeDays: 1 }],
  ['test_overdue', { sampledAt: null }, 'stop', { maxAgeDays: 7 }],
  ['test_overdue', { sampledAt: AT - 7 * DAY - 5 * HOUR }, 'allow', { maxAgeDays: 7 }],
  ['test_overdue', { sampledAt: AT - 7 * DAY - 7 * HOUR }, 'stop', { maxAgeDays: 7 }],
  ['declaration_missing', { declared: { at: AT - 5 * HOUR, symptoms: false } }, 'allow', { maxAgeDays: 0 }],
  ['declaration_missing', { declared: { at: AT - 7 * HOUR, symptoms: false } }, 'stop', { maxAgeDays: 0 }],
  ['declaration_missing', { declared: null }, 'stop', { maxAgeDays: 0 }],
  ['left_company', { status: 'left' }, 'stop', {}],
  ['left_company', { status: 'left', endDate: '2026-05-11' }, 'stop', {}],
  ['left_company', { status: 'left', endDate: '2026-05-12' }, 'allow', {}],
  ['left_company', { status: 'active', endDate: '2026-05-11' }, 'stop', {}],
  ['left_company', { status: 'active', endDate: '2026-05-12' }, 'allow', {}],
  ['wrong_site', { sites: ['there', 'elsewhere'] }, 'stop', {}],
  ['wrong_site', { sites: ['there', 'here'] }, 'allow', {}],
  ['wrong_site', { sites: [] }, 'allow', {}],
  ['other_shift', { shifts: [{ start: AT + HOUR, end: AT + 9 * HOUR }] }, 'stop', { graceMinutes: 59 }],
  ['other_shift', { shifts: [{ start: AT + HOUR, end: AT + 9 * HOUR }] }, 'allow', { graceMinutes: 60 }],
  ['other_shift', { shifts: [] }, 'stop', {}],
  ['other_shift', { shifts: null }, 'allow', {}],
])('%s with %j: %s (%j)', (reason, facts, decision, parameters) => {
  expect(decided(reason, facts, parameters)).toBe(decision);
});

it('does not ask a shared place for its site', () => {
  const facts = { ...FINE, sites: ['there'] };
  expect(decide([rule('wrong_site')], facts, { ...PASSAGE, siteId: null }).decision).toBe('allow');
});

const ALL_BROKEN: GateFacts = {
  ...{ organisationId: OURS, status: 'left', endDate: null, isolations: [{ from: 0, to: null }], sites: ['there'] },
  ...{ sampledAt: null, tested: { at: AT, positive: true }, declared: null, shifts: [] },
};
const anyRule = fc.record({
  organisationId: fc.constantFrom(null, OURS, 'other'),
  reason: fc.constantFrom(...GATE_REASONS),
  decision: fc.constantFrom<Decision>('allow', 'warn', 'stop'),
  enabled: fc.boolean(),
  parameters: fc.record({ maxAgeDays: fc.nat(9), graceMinutes: fc.nat(90) }, { requiredKeys: [] }),
  validFrom: fc.constantFrom('2000-01-01', '2026-05-01', '2026-05-12', '2026-05-13'),
  validTo: fc.constantFrom(null, '2026-05-11', '2026-05-12', '2026-06-01'),
});
/** As the table keeps them: one for a scope, a reason and a first day. */
const anyRules = fc.uniqueArray(anyRule, {
  selector: ({ organisationId, reason, validFrom }) => `${organisationId} ${reason} ${validFrom}`,
});

it('the order of the rules never matters', () => {
  const shuffled = anyRules.chain((rules) =>
    fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
  );
  fc.assert(
    fc.property(shuffled, fc.constantFrom(FINE, ALL_BROKEN), ([rules, others], facts) => {
      expect(decide(others, facts, PASSAGE)).toEqual(decide(rules, facts, PASSAGE));
    }),
  );
});

it('the strongest decision wins, and every broken rule is listed once, the strongest first', () => {
  const strength = ['allow', 'warn', 'stop'];
  fc.assert(
    fc.property(anyRules, (rules) => {
      const { decision, reasons, result } = decide(rules, ALL_BROKEN, { ...PASSAGE, codeReplayed: true });
      const broken = GATE_REASONS.filter((reason) => reason !== 'symptoms_declared').flatMap((one) => {
        const enabled = rulesFor(rules, one, OURS, '2026-05-12').filter((rule) => rule.enabled);
        return enabled.sort((a, b) => strength.indexOf(b.decision) - strength.indexOf(a.decision)).slice(0, 1);
      });
      const decisions = reasons.map((one) => strength.indexOf(broken.find(({ reason }) => reason === one)!.decision));
      expect([...reasons].sort()).toEqual(broken.map(({ reason }) => reason).sort());
      expect(decisions).toEqual([...decisions].sort((a, b) => b - a));
      expect(decision).toBe(strength[Math.max(0, ...decisions)]);
      expect(result).toBe(decision === 'allow' ? 'accepted' : 'flagged');
    }),
  );
});

it("an organisation's own rule stands in place of the province's while it holds; a later one replaces an earlier", () => {
  const rules = [
    rule('left_company', { validFrom: '2026-05-01' }),
    rule('left_company', { organisationId: OURS, decision: 'warn', validFrom: '2026-05-03', validTo: '2026-05-10' }),
    rule('left_company', { organisationId: OURS, decision: 'allow', validFrom: '2026-05-05', validTo: '2026-05-06' }),
    rule('left_company', { organisationId: 'other', decision: 'warn', validFrom: '2026-05-01' }),
  ];
  const on = (day: string) => ruleFor(rules, 'left_company', OURS, day)?.decision;
  expect(['2026-04-30', '2026-05-02', '2026-05-04', '2026-05-06', '2026-05-10', '2026-05-11'].map(on)).toEqual([
    ...[undefined, 'stop', 'warn', 'allow', 'warn', 'stop'],
  ]);
});

it.each<GateReason>(['isolated', 'positive_test'])('an organisation makes %s stricter, never weaker', (reason) => {
  const facts = { ...FINE, isolations: [{ from: 0, to: null }], tested: { at: AT, positive: true } };
  const ofProvince = rule(reason, { decision: 'warn' });
  const decisionWith = (own: Partial<GateRuleAnswer>) =>
    decide([ofProvince, rule(reason, { organisationId: OURS, ...own })], facts, PASSAGE).decision;
  expect(decisionWith({ decision: 'stop' })).toBe('stop');
  expect(decisionWith({ decision: 'allow' })).toBe('warn');
  expect(decisionWith({ enabled: false })).toBe('warn');
});

it('of other reasons an organisation decides by itself', () => {
  const own = rule('left_company', { organisationId: OURS, enabled: false });
  expect(decide([rule('left_company'), own], { ...FINE, status: 'left' }, PASSAGE).decision).toBe('allow');
});
