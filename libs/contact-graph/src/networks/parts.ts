/**
 * Connected parts of things numbered 0 … count − 1 (union by size, paths left as they are, so that unions can be taken
 * back, the last ones first).
 */
export class Parts {
  private readonly up: Int32Array;
  private readonly sizes: Int32Array;
  /** The roots that were hung under others, oldest first. */
  private readonly hung: Int32Array;
  private unions = 0;

  constructor(readonly count: number) {
    this.up = Int32Array.from({ length: count }, (_, i) => i);
    this.sizes = new Int32Array(count).fill(1);
    this.hung = new Int32Array(count);
  }

  /** The member that stands for the part of a thing. */
  rootOf(thing: number): number {
    const { up } = this;
    while (up[thing] !== thing) thing = up[thing]!;
    return thing;
  }

  /** Size of the part that a root stands for. */
  sizeOf(root: number): number {
    return this.sizes[root]!;
  }

  unite(a: number, b: number): void {
    let [low, high] = [this.rootOf(a), this.rootOf(b)];
    if (low === high) return;
    if (this.sizes[low]! > this.sizes[high]!) [low, high] = [high, low];
    this.up[low] = high;
    this.sizes[high]! += this.sizes[low]!;
    this.hung[this.unions++] = low;
  }

  /** To go back to by `undo`. */
  get mark(): number {
    return this.unions;
  }

  /** Takes back every union since the mark. */
  undo(mark: number): void {
    while (this.unions > mark) {
      const root = this.hung[--this.unions]!;
      this.sizes[this.up[root]!]! -= this.sizes[root]!;
      this.up[root] = root;
    }
  }
}
