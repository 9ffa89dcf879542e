import { assign, type Assignments } from './assignments.js';
import { calendar, type Calendar } from './calendar.js';
import { planOrganisations, type PlannedOrganisation } from './organisations.js';
import { MOST_PEOPLE } from './people.js';
import { SharedPlaces } from './shared-places.js';
import { defaultOrganisations, organisationSizes } from './sizes.js';
import type { OrganisationSeed, ProvinceOptions } from './types.js';

/** Everything that is worked out once; rows follow from it. About 60 MB for 226,712 records. */
export interface World {
  options: Required<ProvinceOptions>;
  calendar: Calendar;
  organisations: PlannedOrganisation[];
  assignments: Assignments;
  shared: SharedPlaces;
}

function checked(options: ProvinceOptions): Required<ProvinceOptions> {
  const { workers, days, organisations = defaultOrganisations(options.workers), offsetMinutes = 420 } = options;
  const whole = (name: string, value: number, least: number, most: number) => {
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new RangeError(`${name} must be a whole number from ${least} to ${most}, not ${value}`);
    }
  };
  whole('seed', options.seed, 0, 0xffffffff);
  whole('workers', workers, 10, MOST_PEOPLE);
  whole('days', days, 1, 366);
  whole('organisations', organisations, 1, workers);
  whole('offsetMinutes', offsetMinutes, -840, 840);
  return { ...options, organisations, offsetMinutes };
}

/** Plans a province; throws RangeError on options that make none. */
export function planWorld(given: ProvinceOptions): World {
  const options = checked(given);
  const { seed, workers, days, lastDay, offsetMinutes } = options;
  const sizes = organisationSizes(seed, workers, options.organisations);
  const organisations = planOrganisations(seed, sizes);
  const assignments = assign(seed, organisations);
  return {
    options,
    calendar: calendar(lastDay, days, offsetMinutes),
    organisations,
    assignments,
    shared: new SharedPlaces(assignments),
  };
}

/** The plan of an organisation this world handed out. */
export function plannedOf(world: World, organisation: OrganisationSeed): PlannedOrganisation {
  const planned = world.organisations[organisation.index];
  if (planned?.seed !== organisation) throw new RangeError(`${organisation.name} is not of this province`);
  return planned;
}
