import { Int32Column } from '../growable.js';
import { fromIn, toIn, valueIn } from './packed.js';
import type { StayIndex } from './stay-index.js';

/** The stays of one person, as they were given, out of all days; ascending by start, column times. Reused. */
export class PersonStays {
  count = 0;
  /** Place × 8 + evidence code. */
  readonly placeAndEvidence = new Int32Column();
  readonly from = new Int32Column();
  readonly to = new Int32Column();

  /** By part of the index, from `firstPart` up to `endPart`: the rows of the person at hand. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private firstPart = 0;
  private endPart = 0;

  constructor(private readonly index: StayIndex) {
    this.first = new Int32Array(index.parts.length);
    this.last = new Int32Array(index.parts.length);
  }

  /** Loads those that overlap [low, high), uncut. */
  load(person: number, low: number, high: number): void {
    this.count = this.placeAndEvidence.length = this.from.length = this.to.length = 0;
    const { parts } = this.index;
    this.find(person, low, high);
    for (let p = this.firstPart; p < this.endPart; p++) {
      const { base, stays } = parts[p]!;
      const { words } = stays;
      for (let i = this.first[p]!; i < this.last[p]!; i++) {
        const [word, times] = [words[2 * i]!, words[2 * i + 1]!];
        const [from, to] = [base + fromIn(word, times), base + toIn(word, times)];
        if (from >= high) break;
        if (to > low) this.push(valueIn(word), from, to);
      }
    }
  }

  /** Where the person's rows of each day are: asked of all days first, so that they come out of memory side by side. */
  private find(person: number, low: number, high: number): void {
    const { parts } = this.index;
    let p = 0;
    while (p < parts.length && parts[p]!.end <= low) p++;
    this.firstPart = p;
    for (; p < parts.length && parts[p]!.base < high; p++) {
      const { stays, hidden } = parts[p]!;
      const isHere = person + 1 < stays.start.length && (hidden === null || hidden[person] === 0);
      this.first[p] = isHere ? stays.start[person]! : 0;
      this.last[p] = isHere ? stays.start[person + 1]! : 0;
    }
    this.endPart = p;
  }

  private push(placeAndEvidence: number, from: number, to: number): void {
    this.placeAndEvidence.push(placeAndEvidence);
    this.from.push(from);
    this.to.push(to);
    this.count++;
  }
}
