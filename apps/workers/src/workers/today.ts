import { localDate } from '@app/contracts';

/** The local date in the deployment's zone. */
export const today = (): string => localDate(Math.floor(Date.now() / 1000));
