// The made-up province of the bench: who sits where. Pure and seeded: the same options give the same numbers.
import { startOfDate } from '../../dist/libs/contracts/src/index.js';
import { chance, mix } from '../../dist/seeds/province/random.js';
import { defaultOrganisations, organisationSizes } from '../../dist/seeds/province/sizes.js';

export const DAY = 86_400;
const WORKSHOP = 400;
const LINE = 40;
const SITTINGS = 4;
const BUS = { seats: 45, share: 0.4, reach: 3_000 };
const ROOM = { seats: 8, share: 0.34, reach: 30_000, rooms: 50 };

/** Crews A and B change places every week; a tenth of the lines works at night. */
export const NIGHT = 2;

/**
 * Workers 0 … n − 1 stand side by side by enterprise; places are numbered from 0, each after its parent.
 * `seats` says for each worker its line, canteen, sitting, bus and room (−1: none) and its crew.
 */
export function makeProvince({ workers, days, seed, lastDay }) {
  const places = { kind: [], parent: [], organisation: [] };
  const add = (kind, parent, organisation) => {
    places.kind.push(kind);
    places.parent.push(parent);
    return places.organisation.push(organisation) - 1;
  };
  const sizes = organisationSizes(seed, workers, defaultOrganisations(workers));
  const seats = seatWorkers(sizes, workers, seed, add);
  seats.bus = inGroups(workers, BUS, seed, seats.crew, () => add('bus', -1, -1));
  let [rooms, dormitory] = [0, -1];
  seats.room = inGroups(workers, ROOM, seed + 1, undefined, () => {
    if (rooms++ % ROOM.rooms === 0) dormitory = add('dormitory', -1, -1);
    return add('dormitory-room', dormitory, -1);
  });
  const asOf = startOfDate(lastDay) + DAY;
  return {
    ...{ workers, days, seed, seats, asOf, from: asOf - days * DAY, organisations: sizes },
    places: { ...places, parent: Int32Array.from(places.parent) },
  };
}

function seatWorkers(sizes, workers, seed, add) {
  const column = () => new Int32Array(workers).fill(-1);
  const seats = { organisation: column(), line: column(), canteen: column(), sitting: column(), crew: column() };
  let [worker, workshop, line, canteen] = [0, -1, -1, -1];
  sizes.forEach((size, organisation) => {
    for (let i = 0; i < size; i++, worker++) {
      if (i % (WORKSHOP * SITTINGS) === 0) canteen = add('canteen', -1, organisation);
      if (i % WORKSHOP === 0) workshop = add('workshop', -1, organisation);
      if (i % LINE === 0) line = add('line', workshop, organisation);
      const bits = mix(seed, line, 1);
      seats.organisation[worker] = organisation;
      seats.line[worker] = line;
      seats.canteen[worker] = canteen;
      seats.sitting[worker] = Math.floor(i / WORKSHOP) % SITTINGS;
      seats.crew[worker] = chance(bits, 0.1) ? NIGHT : bits % 2;
    }
  });
  return seats;
}

/**
 * Seats a share of the workers together, each with others within its reach: neighbours by number after a seeded nudge,
 * so that groups mix lines and enterprises. Only members of one crew share a group where crews are given.
 */
function inGroups(workers, { seats, share, reach }, seed, crew, open) {
  const chosen = [];
  for (let w = 0; w < workers; w++) if (chance(mix(seed, w, 2), share)) chosen.push(w);
  const key = (w) => (crew ? crew[w] * 1e7 : 0) + w + (mix(seed, w, 3) / 0x100000000 - 0.5) * 2 * reach;
  const keys = new Map(chosen.map((w) => [w, key(w)]));
  chosen.sort((a, b) => keys.get(a) - keys.get(b) || a - b);
  const seatOf = new Int32Array(workers).fill(-1);
  let [group, taken] = [-1, seats];
  chosen.forEach((w, i) => {
    if (taken === seats || (crew && crew[w] !== crew[chosen[i - 1]])) [group, taken] = [open(), 0];
    seatOf[w] = group;
    taken++;
  });
  return seatOf;
}
