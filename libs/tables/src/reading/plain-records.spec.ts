import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { PlainRecords } from './plain-records.js';

const LONGEST = 1_000;

/** The records of text that comes in pieces; null where it says that it needs parsing. */
function recordsOf(pieces: string[]): string[][] | null {
  const plain = new PlainRecords(',', LONGEST);
  const records: string[][] = [];
  for (const piece of pieces) {
    if (!plain.add(piece)) return null;
    records.push(...plain.take());
  }
  return [...records, ...plain.last()];
}

const text = (lineEnd: string) =>
  fc
    .array(fc.array(fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'ệ', ' ', "'", ';') }), { minLength: 1 }))
    .map((rows) => rows.map((cells) => cells.join(',')).join(lineEnd));
const pieces = (whole: string, size: number): string[] => whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];

describe('records without quotes', () => {
  it.each(['\n', '\r\n'])('are those that the parser finds, however the text is cut (%j)', (lineEnd) => {
    fc.assert(
      fc.property(text(lineEnd), fc.integer({ min: 2, max: 9 }), (given, size) => {
        const found = recordsOf(pieces(given, size));
        fc.pre(found !== null); // a cut between CR and LF
        expect(found).toEqual(parse(given, { relax_column_count: true }));
      }),
    );
  });

  it('are left to the parser from the first quote on, and for CR alone', () => {
    expect(recordsOf(['a,b\n1,2\n', '"x"'])).toBeNull();
    expect(recordsOf(['a,b\r1,2\r'])).toBeNull();
  });

  it('are left to the parser, which refuses it, when a row does not end', () => {
    expect(recordsOf(['a,b\n', 'x'.repeat(LONGEST + 1), 'x'])).toBeNull();
  });
});
