import { shiftOf } from './attendance.js';
import { VILLAGES } from './names.data.js';
import type { PlannedOrganisation } from './organisations.js';
import { personOf } from './people.js';
import { mix, pick, random } from './random.js';
import { subjectOf } from './subject.js';
import { addressIn, pickCommune } from './territory.js';
import type { WorkerSeed } from './types.js';
import type { World } from './world.js';

/** Records of one organisation, each a new object. */
export function* workers(world: World, planned: PlannedOrganisation): Generator<WorkerSeed> {
  const { options, calendar, assignments } = world;
  const year = Number(options.lastDay.slice(0, 4));
  for (let worker = 0; worker < planned.layout.size; worker++) {
    const subject = subjectOf(world, planned, worker);
    const person = assignments.persons[subject.record] ?? subject.record;
    const { fullName, birthDate, sex, identityNumber, phone } = personOf(options.seed, person, year);
    const ofAge = `${Number(birthDate.slice(0, 4)) + 18}${birthDate.slice(4)}`;
    yield {
      index: worker,
      code: subject.workerCode,
      fullName,
      birthDate,
      sex,
      identityNumber,
      phone,
      address: subject.residence?.address ?? homeOf(options.seed, person),
      siteCode: subject.workPlace.siteCode,
      placeCode: subject.workPlace.code,
      shift: shiftOf(world, subject.record, calendar.last),
      ...(subject.residence && { dormitoryRoom: subject.residence.roomCode }),
      ...(subject.busCode !== undefined && { busCode: subject.busCode }),
      startDate: laterOf(calendar.date(calendar.last - 30 - (mix(options.seed, subject.record, 61) % 2_000)), ofAge),
      secondJob: subject.secondJob,
    };
  }
}

const laterOf = (one: string, other: string): string => (one > other ? one : other);

function homeOf(seed: number, person: number): string {
  const next = random(mix(seed, person, 62));
  return `Thôn ${pick(VILLAGES, next)}, ${addressIn(pickCommune(next))}`;
}
