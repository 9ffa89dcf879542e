import type { Evidence } from '@app/contracts';
import { busJitter, dayBits, homecoming, jitter, leaving, sleepsAway } from './attendance.js';
import { DAY, MINUTE, SHIFT_HOURS } from './calendar.js';
import { mix } from './random.js';
import { shiftWorked, type Subject } from './subject.js';
import type { ShiftCode } from './types.js';
import type { World } from './world.js';

/** Takes one stay; times are seconds since 1970. */
export type Add = (placeCode: string, from: number, to: number, evidence: Evidence) => void;

/** A worker-day has at most a night, two rides and three stays at work. */
export const MOST_STAYS = 6;

/** Seconds after the start of the shift: a second job lasts four hours, clear of the first one in the other shift. */
const SECOND_JOB = [90 * MINUTE, 330 * MINUTE] as const;

/** Stays of one record that end on the day, in order of time; those at work are left out on the last day. */
export function planDay(world: World, subject: Subject, day: number, add: Add): void {
  const bits = dayBits(world, subject.record, day);
  const midnight = world.calendar.start(day);
  const shift = shiftWorked(world, subject, day, bits);
  if (subject.residence && !sleepsAway(bits)) {
    const before = dayBits(world, subject.record, day - 1);
    const evening = homecoming(shiftWorked(world, subject, day - 1, before), before);
    add(subject.residence.roomCode, midnight - DAY + evening, midnight + leaving(shift, bits), 'residence');
  }
  if (shift === null) return;
  const [start, end] = SHIFT_HOURS[shift];
  const late = subject.busCode === undefined ? 0 : busJitter(world, subject.bus, day);
  if (subject.busCode !== undefined) {
    const arrival = midnight + start - 15 * MINUTE + late;
    add(subject.busCode, arrival - subject.ride, arrival, 'transport');
  }
  if (day !== world.calendar.last) work(subject, shift, midnight, bits, add);
  if (subject.busCode !== undefined) {
    const departure = midnight + end + 8 * MINUTE + (late >> 1);
    add(subject.busCode, departure, departure + subject.ride, 'transport');
  }
}

/** Seconds after midnight at which the record's work begins and ends, to the second. */
export function workingTime({ secondJob }: Subject, shift: ShiftCode, bits: number): readonly [number, number] {
  const [start, end] = SHIFT_HOURS[shift];
  const [from, to] = secondJob ? [start + SECOND_JOB[0], start + SECOND_JOB[1]] : [start, end];
  return [from + jitter(bits, 0, 6 * MINUTE), to - jitter(bits, 8, 6 * MINUTE)];
}

function work(subject: Subject, shift: ShiftCode, midnight: number, bits: number, add: Add): void {
  const { workPlace } = subject;
  const more = mix(bits, 55);
  const evidence: Evidence = (more & 7) < 5 ? 'scan' : 'roster';
  const [from, to] = workingTime(subject, shift, bits);
  if (subject.secondJob) {
    add(workPlace.code, midnight + from, midnight + to, evidence);
    return;
  }
  const sitting = midnight + SHIFT_HOURS[shift][0] + workPlace.sitting;
  add(workPlace.code, midnight + from, sitting - jitter(more, 8, 2 * MINUTE), evidence);
  const seated = sitting + MINUTE + jitter(more, 16, 3 * MINUTE);
  add(workPlace.canteenCode, seated, sitting + 26 * MINUTE + jitter(more, 24, 4 * MINUTE), evidence);
  add(workPlace.code, sitting + 30 * MINUTE + jitter(bits, 16, 3 * MINUTE), midnight + to, evidence);
}
