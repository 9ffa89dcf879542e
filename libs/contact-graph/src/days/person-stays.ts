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

  constructor(private readonly index: StayIndex) {}

  /** Loads those that overlap [low, high), uncut. */
  load(person: number, low: number, high: number): void {
    this.count = this.placeAndEvidence.length = this.from.length = this.to.length = 0;
    for (const { base, end, stays, hidden } of this.index.parts) {
      if (base >= high) break;
      if (end <= low || person + 1 >= stays.start.length || hidden?.[person] === 1) continue;
      const { start, words } = stays;
      for (let i = start[person]!; i < start[person + 1]!; i++) {
        const [word, times] = [words[2 * i]!, words[2 * i + 1]!];
        const [from, to] = [base + fromIn(word, times), base + toIn(word, times)];
        if (from >= high) break;
        if (to > low) this.push(valueIn(word), from, to);
      }
    }
  }

  private push(placeAndEvidence: number, from: number, to: number): void {
    this.placeAndEvidence.push(placeAndEvidence);
    this.from.push(from);
    this.to.push(to);
    this.count++;
  }
}
