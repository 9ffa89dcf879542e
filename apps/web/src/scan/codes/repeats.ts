/** A code that is held before the camera is one scan, until it has been gone for so long. */
const GONE_MS = 4_000;

/** Tells a new scan from a code that is still being held before the camera. */
export class Repeats {
  private readonly seenAt = new Map<string, number>();

  isNew(text: string, at: number): boolean {
    for (const [known, last] of this.seenAt) if (at - last > GONE_MS) this.seenAt.delete(known);
    const fresh = !this.seenAt.has(text);
    this.seenAt.set(text, at);
    return fresh;
  }
}
