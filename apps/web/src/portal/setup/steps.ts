import type { CompletenessAnswer, OrganisationAnswer } from '@app/contracts';

export const STEPS = ['details', 'site', 'places', 'workers', 'posters'] as const;
export type StepName = (typeof STEPS)[number];

/** How far somebody has come, told by the data alone: whoever leaves comes back to where the data are. */
export function stepsDone(
  organisation: Pick<OrganisationAnswer, 'address'>,
  told: Pick<CompletenessAnswer, 'sites' | 'places' | 'gates' | 'workers' | 'lastCheckInAt'>,
): Record<StepName, boolean> {
  return {
    details: organisation.address !== null,
    site: told.sites > 0,
    places: told.gates > 0,
    workers: told.workers.active > 0,
    posters: told.lastCheckInAt !== null,
  };
}

/** The first step that is not done; undefined once all are. */
export const nextStep = (done: Record<StepName, boolean>): StepName | undefined => STEPS.find((name) => !done[name]);
