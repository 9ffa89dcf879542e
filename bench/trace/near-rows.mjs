// The rows that can count under the preset, for a peer that takes them from us.
import { NEAR_KINDS } from './preset.mjs';
import { DAY } from './province.mjs';

/** Chunks of parallel columns `[person, place, day, starts, ends]` of at most `size` rows: the stays at near places. */
export function* nearRows({ places, from: first }, { person, place, from, to, count }, size) {
  const near = places.kind.map((kind) => NEAR_KINDS.includes(kind));
  const columns = Array.from({ length: 5 }, () => new Int32Array(size));
  let length = 0;
  for (let row = 0; row < count; row++) {
    if (!near[place[row]]) continue;
    const values = [person[row], place[row], Math.floor((from[row] - first) / DAY), from[row], to[row]];
    for (let c = 0; c < 5; c++) columns[c][length] = values[c];
    if (++length < size) continue;
    yield columns;
    length = 0;
  }
  yield columns.map((column) => column.subarray(0, length));
}
