/** Tables that requests use without policies, and why: none of their rows is an organisation's or a person's. */
export const OPEN_TABLES: Readonly<Record<string, string>> = {
  administrative_unit: 'Units of the state, as the law lists them.',
  unit_reach: 'Which units lie in which, across mergers.',
  unit_succession: 'Which unit followed which.',
  preset: 'What a contact is: rules with their legal reference.',
  destination: 'Command centres; their secrets are sealed.',
  work: 'What a job is to do, by id: state and counters.',
  outbox: 'Ids of work whose bell is still to be rung.',
};
