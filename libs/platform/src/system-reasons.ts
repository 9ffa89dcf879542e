/**
 * Why a request may do something beyond the rows of whoever makes it. system-reasons.spec.ts holds every use to
 * this list.
 */
export const SYSTEM_REASONS = {
  sign_in: 'Nobody is signed in yet: names, passwords, codes and sessions are looked up to find out who it is.',
  sessions: "A session's tokens are found by their digests, which are nobody's rows.",
  account_end: 'What an account signs in with is no row that anybody reads; whose account it is was asked before.',
  invitation: 'Whoever accepts an invitation has no account of their own yet.',
  device_token: 'The token itself says which device it is; before it is looked up nobody is known.',
  device_enrolment: 'The code that a device begins with says which device it is.',
  check_in:
    'Check-ins of many senders share their statements; whether each may see its rows is decided beside each row.',
  gate_ruling: 'What a gate decides rests on health that no gate sees; the decisions come out.',
  take_back: "An import that was found in scope is undone: presence is nobody's to change by hand.",
  inside: 'How many are inside is counted once for all who watch, guests of other organisations among them.',
  evacuation: 'Whoever is on the site has to be found, guests too; their names are left out afterwards.',
  encounters:
    'What explains a contact is worked out of presence that is kept in memory for all; the contacts are in hand.',
  figures:
    'Figures are counted over presence and lists, whose people may work anywhere; none of them is in the answer.',
  own_data: 'Whoever asks for everything that is stored about them has it, from tables that they see nothing else of.',
  export_count: 'How many people a list will have is counted before it is asked for; the list is written by a job.',
  files: 'The bytes of a file have no owner of their own; the row that names the file was found before.',
} as const;
export type SystemReason = keyof typeof SYSTEM_REASONS;
