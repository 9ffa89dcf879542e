/** Kinds of place (contact-rules, section 1; api.md). */
export const PLACE_KINDS = [
  'site',
  'building',
  'workshop',
  'line',
  'team-area',
  'workstation',
  'office',
  'canteen',
  'table',
  'gate',
  'dormitory',
  'dormitory-room',
  'lodging-house',
  'lodging-room',
  'bus',
  'clinic',
  'other',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** What a stay rests on; the order is the number stored by the engine. */
export const EVIDENCE = ['scan', 'scan-inferred', 'roster', 'residence', 'transport', 'import', 'manual'] as const;
export type Evidence = (typeof EVIDENCE)[number];
