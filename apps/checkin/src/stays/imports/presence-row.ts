import { EVIDENCE } from '@app/contracts';
import type { CodeBook, MatchedColumns, Reason } from '@app/tables';
import { instantReader } from './instant-reader.js';
import type { PresenceColumn, PresenceKind } from './presence-kinds.js';

const DAY = 86_400;
/** Nobody is at one place for longer without another sign. */
const LONGEST = 31 * DAY;
const EARLIEST = Date.UTC(2000, 0, 1) / 1_000;
const IMPORTED = EVIDENCE.indexOf('import');

/**
 * Reads rows of presence, one after the other, into its own fields: at a million rows an object each would cost more
 * than the reading. Instants in epoch seconds; of a pair of workers the smaller number is first (A,B is B,A).
 */
export class PresenceRow {
  first = 0;
  second = 0;
  from = 0;
  to = 0;
  /** Position in EVIDENCE; 0 for proximity, which has none. */
  evidence = 0;
  /** The column at fault when `read` gave a reason. */
  column: PresenceColumn | undefined;
  private readonly instant = instantReader();
  private readonly seconds: ReadonlyMap<string, number>;

  /** @param latest epoch seconds after which no stay may begin */
  constructor(
    private readonly kind: PresenceKind,
    private readonly columns: MatchedColumns<PresenceColumn>,
    private readonly codes: CodeBook,
    private readonly latest: number,
  ) {
    this.seconds = kind.kind === 'stays' ? codes.places : codes.workers;
  }

  /** Why the row cannot be taken over; undefined when it was read. */
  read(cells: readonly string[]): Reason | undefined {
    const { width } = this.columns;
    this.column = undefined;
    if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')) return 'too_many_cells';
    return this.readWho(cells) ?? this.readTimes(cells) ?? this.readEvidence(cells);
  }

  private readWho(cells: readonly string[]): Reason | undefined {
    const { first, second, kind } = this.kind;
    const a = this.numberOf(cells, first, this.codes.workers);
    if (a === undefined) return this.missing(cells, first, 'unknown_worker');
    const b = this.numberOf(cells, second, this.seconds);
    if (b === undefined) return this.missing(cells, second, kind === 'stays' ? 'unknown_place' : 'unknown_worker');
    const swapped = kind === 'proximity' && b < a;
    [this.first, this.second] = swapped ? [b, a] : [a, b];
    return kind === 'proximity' && a === b ? this.fault('same_worker', second) : undefined;
  }

  private readTimes(cells: readonly string[]): Reason | undefined {
    const from = this.instantOf(cells, 'from');
    if (from === undefined) return this.missing(cells, 'from', 'bad_instant');
    const to = this.instantOf(cells, 'to');
    if (to === undefined) return this.missing(cells, 'to', 'bad_instant');
    if (from < EARLIEST) return this.fault('too_early', 'from');
    if (from > this.latest) return this.fault('in_the_future', 'from');
    if (to <= from) return this.fault('end_before_start', 'to');
    if (to - from > LONGEST) return this.fault('lasts_too_long', 'to');
    [this.from, this.to] = [from, to];
    return undefined;
  }

  private readEvidence(cells: readonly string[]): Reason | undefined {
    if (this.kind.kind === 'proximity') return undefined;
    const text = this.columns.cell(cells, 'evidence');
    this.evidence = text === '' ? IMPORTED : (EVIDENCE as readonly string[]).indexOf(text.toLowerCase());
    return this.evidence < 0 ? this.fault('bad_choice', 'evidence') : undefined;
  }

  private numberOf(cells: readonly string[], name: PresenceColumn, codes: ReadonlyMap<string, number>) {
    return codes.get(cells[this.columns.at[name]!] ?? '') ?? codes.get(this.columns.cell(cells, name));
  }

  private instantOf(cells: readonly string[], name: PresenceColumn): number | undefined {
    return this.instant(cells[this.columns.at[name]!] ?? '') ?? this.instant(this.columns.cell(cells, name));
  }

  private missing(cells: readonly string[], name: PresenceColumn, reason: Reason): Reason {
    return this.fault(this.columns.cell(cells, name) === '' ? 'required' : reason, name);
  }

  private fault(reason: Reason, column: PresenceColumn): Reason {
    this.column = column;
    return reason;
  }
}
