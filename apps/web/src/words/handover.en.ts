import type { HandoverWords } from './handover.vi';

export const en: HandoverWords = {
  hint: 'Each commune gets the people who live, or where that is not known work, in it. The file has as many rows as there are people here.',
  none: 'There is nobody to hand over yet.',
  commune: 'Commune',
  people: 'People',
  done: 'Notified, in quarantine',
  handedOver: 'Last handed over',
  never: 'not yet',
  rows: (rows) => `${rows} rows`,
  grown: (people) => `${people} more since`,
  handOver: 'Hand over',
  handOverTo: (commune) => `Hand over to ${commune}`,
  purpose: (commune) => `Contacts handed over to ${commune}`,
  total: 'Total',
  approvals: 'Approvals',
  approvalsWhy:
    'A large list leaves only when a second person has looked at it and agreed. You cannot decide on your own.',
  noApprovals: 'No list waits for you.',
  approve: 'Approve',
  refuse: 'Refuse',
  approved: 'Approved. The list is on its way.',
  refused: 'Refused. The list does not leave.',
  sure: { approved: 'Let this list go?', refused: 'Refuse this list?' },
  sureWhy: (people, purpose) => `${people} people, purpose: ${purpose}`,
  to: 'Sent to',
  download: 'Download only',
};
