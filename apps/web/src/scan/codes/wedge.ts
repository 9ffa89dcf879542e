/** Scanners type faster than people: a pause between two keys ends what was being typed. */
const MOST_PAUSE_MS = 120;
/** Shorter than any code of ours or of a card. */
const SHORTEST = 8;

/** So many keys in a row no hand types as fast. */
const SURELY = 3;

/** A hand scanner is a keyboard: it types what it has read and ends with Enter (or Tab). */
export class WedgeReader {
  private typed = '';
  private last = 0;

  /**
   * @param key as keyboard events name it
   * @param at milliseconds
   * @returns what was scanned, once it is whole
   */
  press(key: string, at: number): string | undefined {
    if (at - this.last > MOST_PAUSE_MS) this.typed = '';
    this.last = at;
    if (key === 'Enter' || key === 'Tab') {
      const { typed } = this;
      this.typed = '';
      return typed.length >= SHORTEST ? typed : undefined;
    }
    // names of keys that write nothing (Shift) are longer; letters beyond the first plane are not in codes
    if (key.length === 1) this.typed += key;
    return undefined;
  }

  /** In the midst of a code: its blanks and its Enter are meant for nothing else on the page. */
  get isReading(): boolean {
    return this.typed.length >= SURELY;
  }
}
