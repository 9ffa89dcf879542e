import {
  CellFault,
  choiceCell,
  type CodeBook,
  dateCell,
  daysCell,
  endCell,
  inColumn,
  instantCell,
  minuteCell,
  numberCell,
  type Reason,
  textCell,
} from '@app/tables';

/** The cells of one row, read; null where one is empty. Every fault names its column. */
export class RowCells {
  constructor(
    private readonly cell: (name: string) => string,
    private readonly codes: CodeBook,
  ) {}

  text = (name: string, max = 64): string | null => inColumn(name, () => textCell(this.cell(name), max));
  date = (name: string): string | null => inColumn(name, () => dateCell(this.cell(name)));
  minute = (name: string): number | null => inColumn(name, () => minuteCell(this.cell(name)));
  days = (name: string, last: number): number[] | null => inColumn(name, () => daysCell(this.cell(name), last));
  number = (name: string, min: number, max: number, whole = true): number | null =>
    inColumn(name, () => numberCell(this.cell(name), min, max, whole));
  choice = <Value>(name: string, words: Readonly<Record<string, Value>>): Value | null =>
    inColumn(name, () => choiceCell(this.cell(name), words));

  instant = (name: string): Date | null => this.dateOf(name, instantCell);
  /** The end of something: of a date, the end. */
  end = (name: string): Date | null => this.dateOf(name, endCell);

  /** An instant that has been. */
  past(name: string, now = Date.now()): Date | null {
    const instant = this.instant(name);
    if (instant !== null && instant.getTime() > now) this.fault('in_the_future', name);
    return instant;
  }

  /** Two times of a day; an end that is not after the start is on the day after. */
  hours(from: string, to: string): [number, number] {
    const [start, end] = [this.required(from, this.minute), this.required(to, this.minute)];
    const last = end <= start ? end + 1_440 : end;
    if (last > 2_880) this.fault('end_before_start', to);
    return [start, last];
  }

  worker = (name: string): number | null => this.numberOf(name, this.codes.workers, 'unknown_worker');
  place = (name: string): number | null => this.numberOf(name, this.codes.places, 'unknown_place');

  /** @throws CellFault required */
  required<Value>(name: string, read: (name: string) => Value | null): Value {
    return read(name) ?? this.fault('required', name);
  }

  fault(reason: Reason, name: string): never {
    throw new CellFault(reason, name);
  }

  private dateOf(name: string, read: (text: string) => number | null): Date | null {
    const seconds = inColumn(name, () => read(this.cell(name)));
    return seconds === null ? null : new Date(seconds * 1_000);
  }

  private numberOf(name: string, codes: ReadonlyMap<string, number>, unknown: Reason): number | null {
    const code = this.cell(name);
    return code === '' ? null : (codes.get(code) ?? this.fault(unknown, name));
  }
}
