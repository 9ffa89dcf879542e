import type { vi } from './gate-reasons.vi';

export const en: typeof vi = {
  isolated: 'In isolation at present',
  positive_test: 'Tested positive',
  symptoms_declared: 'Has declared symptoms',
  test_overdue: 'Test is overdue',
  declaration_missing: 'No health declaration yet',
  left_company: 'No longer works here',
  wrong_site: 'Does not work at this site',
  other_shift: 'Outside the own shift',
  code_replayed: 'This code was used before',
  unverified: 'Could not be checked: look at the papers',
  time_uncertain: 'The time is not certain',
};
