import type { ClockWords } from './clock.vi';

export const en: ClockWords = {
  title: 'Tracing clock',
  explained:
    'From the positive result to the list of F1, to notice of half of the F1, to quarantine of half of them. The last 14 days, medians.',
  steps: { positive: 'Positive', list: 'List', notice: 'Notice', quarantine: 'Quarantine' },
  until: { list: 'To the list', notice: 'To notice of half of F1', quarantine: 'To quarantine of half of F1' },
  notYet: 'not yet',
  running: (long) => `running for ${long}`,
  after: (long) => `after ${long}`,
  none: 'No case in the last 14 days.',
  district: 'District',
  cases: 'Cases',
  case: 'Case',
  byDistrict: 'By district',
  byCase: 'By case',
  reached: (reached, all) => `${reached}/${all} F1`,
};
