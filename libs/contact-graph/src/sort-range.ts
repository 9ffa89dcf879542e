/** Ranges up to this long, and nearly sorted ones, are sorted in place. */
const SMALL = 24;

/**
 * Sorts rows [start, end) of parallel columns by `key`, ascending. Equal keys keep no particular order: nothing that
 * the engine reports depends on it.
 */
export class RangeSorter {
  private keys = new Float64Array(1024);
  private scratch = new Int32Array(1024);

  sort(key: Int32Array, others: readonly Int32Array[], start: number, end: number): void {
    let sorted = true;
    for (let i = start + 1; i < end && sorted; i++) sorted = key[i - 1]! <= key[i]!;
    if (sorted) return;
    if (end - start <= SMALL) insertionSort(key, others, start, end);
    else this.keySort(key, others, start, end);
  }

  /** Sorts doubles that carry key and position together: native and without a comparator. */
  private keySort(key: Int32Array, others: readonly Int32Array[], start: number, end: number): void {
    const size = end - start;
    if (this.keys.length < size) {
      this.keys = new Float64Array(size * 2);
      this.scratch = new Int32Array(size * 2);
    }
    const keys = this.keys.subarray(0, size);
    let least = key[start]!;
    let greatest = least;
    for (let i = start + 1; i < end; i++) {
      if (key[i]! < least) least = key[i]!;
      else if (key[i]! > greatest) greatest = key[i]!;
    }
    if ((greatest - least + 1) * size > Number.MAX_SAFE_INTEGER) throw new RangeError('too many rows in one range');
    for (let i = 0; i < size; i++) keys[i] = (key[start + i]! - least) * size + i;
    keys.sort();
    for (let i = 0; i < size; i++) {
      const packed = keys[i]!;
      const high = Math.floor(packed / size);
      key[start + i] = high + least;
      keys[i] = packed - high * size;
    }
    for (const column of others) this.permute(column, keys, start, size);
  }

  private permute(column: Int32Array, positions: Float64Array, start: number, size: number): void {
    const scratch = this.scratch;
    for (let i = 0; i < size; i++) scratch[i] = column[start + positions[i]!]!;
    for (let i = 0; i < size; i++) column[start + i] = scratch[i]!;
  }
}

function insertionSort(key: Int32Array, others: readonly Int32Array[], start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    for (let j = i; j > start && key[j - 1]! > key[j]!; j--) {
      swap(key, j);
      for (const column of others) swap(column, j);
    }
  }
}

function swap(column: Int32Array, j: number): void {
  const value = column[j]!;
  column[j] = column[j - 1]!;
  column[j - 1] = value;
}
