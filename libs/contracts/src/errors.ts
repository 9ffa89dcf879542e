/**
 * The one error table: code → HTTP status and title (RFC 9457 problem details).
 * A code is part of the interface: it may be added to, never renamed.
 */
export const ERRORS = {
  // the request itself
  invalid_request: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  second_factor_required: { status: 401, title: 'A second factor is required' },
  forbidden: { status: 403, title: 'Your role may not do this' },
  not_found: { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'It conflicts with what is stored' },
  id_reused: { status: 409, title: 'This id was already used with another body' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_file: { status: 415, title: 'This kind of file cannot be read' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },

  // accounts
  invitation_invalid: { status: 422, title: 'This invitation is used up, expired or unknown' },
  unknown_unit: { status: 422, title: 'No such administrative unit' },
  unknown_site: { status: 422, title: 'No such site in this organisation' },
  unknown_parent: { status: 422, title: 'No such parent place here' },
  place_cycle: { status: 422, title: 'A place cannot contain itself' },
  code_taken: { status: 409, title: 'This code is already used here' },
  second_factor_set: { status: 409, title: 'This account has a second factor in use' },
  account_closed: { status: 409, title: 'This account is closed' },
  username_taken: { status: 409, title: 'This user name is taken' },

  // gate devices
  enrolment_invalid: { status: 422, title: 'This enrolment code is used up, expired or unknown' },

  // files and imports
  empty_file: { status: 422, title: 'The file has no rows' },
  wrong_encoding: { status: 422, title: 'The file is not UTF-8 text' },
  unknown_column: { status: 422, title: 'The file has a column that is not known' },
  missing_column: { status: 422, title: 'The file lacks a required column' },
  duplicate_column: { status: 422, title: 'The file has a column twice' },
  too_many_columns: { status: 422, title: 'The file has more columns than can be read' },
  too_many_rows: { status: 422, title: 'The file has more rows than can be read' },
  truncated_file: { status: 422, title: 'The file ends in the middle of a row' },
  import_touched: { status: 409, title: 'Somebody has changed these workers since' },
  import_in_use: { status: 409, title: 'The import is still running' },

  // presence
  unknown_worker: { status: 422, title: 'No such worker in this organisation' },
  unknown_place: { status: 422, title: 'No such place in this organisation or its units' },
  unknown_room: { status: 422, title: 'No such dormitory or lodging room' },
  unknown_bus: { status: 422, title: 'No such bus' },
  unknown_code: { status: 422, title: 'This code is not one of ours, or was replaced' },
  code_expired: { status: 422, title: 'This code was of another moment: scan the one that is shown now' },
  masked_code: { status: 422, title: 'The number in this code is hidden: scan the identity card or the badge' },
  retired_code: { status: 422, title: 'This kind of code is no longer in use: scan the identity card or the badge' },
  unreadable_code: { status: 422, title: 'This code could not be read whole: scan it again' },
  ambiguous_worker: { status: 422, title: 'Several organisations know this person: say which worker is meant' },
  too_many_codes: { status: 422, title: 'More codes than fit into one file: choose fewer' },
  end_before_start: { status: 422, title: 'The end is not after the start' },
  already_overridden: { status: 409, title: 'Somebody has decided this already' },
  nothing_to_override: { status: 422, title: 'This check-in was allowed' },
  too_old: { status: 422, title: 'The time lies before what is kept' },
  already_voided: { status: 409, title: 'This check-in is void already' },
  nothing_to_clear: { status: 422, title: 'Nothing about this check-in is implausible' },
  already_cleared: { status: 409, title: 'Somebody has cleared this already' },
  in_the_future: { status: 422, title: 'The time lies in the future' },

  // cases and traces
  unknown_case: { status: 422, title: 'No such open case in your area' },
  unknown_preset: { status: 422, title: 'No such preset' },
  unknown_kind: { status: 422, title: 'No such kind of place' },
  preset_exists: { status: 409, title: 'A preset with this id exists' },
  already_finished: { status: 409, title: 'It has already ended' },
  not_a_contact: { status: 422, title: 'This worker is not in the list' },
  already_a_contact: { status: 409, title: 'This worker is in the list already' },
  not_followable: { status: 422, title: 'This trace cannot be followed' },
  invalid_status: { status: 422, title: 'This change of status is not possible' },

  // exports
  trace_required: { status: 422, title: 'A list of contacts needs the trace it is taken from' },
  unknown_trace: { status: 422, title: 'No such trace in your area' },
  case_closed: { status: 422, title: 'No case that this is for is open any more' },
  second_person_required: { status: 422, title: 'Somebody else than who asked for it has to decide' },
  unknown_destination: { status: 422, title: 'No such destination' },
  not_ready: { status: 409, title: 'It is not ready yet' },
  exercise_data: { status: 422, title: 'Data of an exercise are left out of real deliveries: nothing is left' },
  file_expired: { status: 422, title: 'This file was deleted after its time; its manifest is kept' },
  rows_differ: { status: 500, title: 'The rows written are not the rows counted' },
  delivery_rejected: { status: 422, title: 'The destination did not confirm the delivery' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One fault inside a request or a file: where, which, in words. Never the value itself: it may be personal. */
export interface Fault {
  path: string;
  code: string;
  message: string;
}

/** RFC 9457 problem details, as every error answer bears them. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  errors?: Fault[];
}

/** The problem for a code. `detail` defaults to the title. */
export function problemOf(code: ErrorCode, detail?: string, errors?: Fault[]): Problem {
  const { status, title } = ERRORS[code];
  return {
    type: `urn:truyvet:error:${code}`,
    title,
    status,
    code,
    detail: detail ?? title,
    ...(errors && errors.length > 0 ? { errors } : {}),
  };
}
