/** `GET /organisations/:id/completeness`: how much of what a trace needs an organisation has told, and how fresh it is. */
export interface CompletenessAnswer {
  organisationId: string;
  at: string;
  sites: number;
  /** Places of its sites, gates and rooms among them. */
  places: number;
  gates: number;
  rooms: number;
  /** Gate devices that are enrolled and not revoked. */
  devices: number;
  /** Who works there now. */
  workers: { active: number; withPhone: number; withPlace: number; withShift: number; withRoom: number };
  /** The last day that any roster speaks of. */
  rosteredUntil: string | null;
  /** When a file of workers was last taken over. */
  lastImportAt: string | null;
  lastCheckInAt: string | null;
}
