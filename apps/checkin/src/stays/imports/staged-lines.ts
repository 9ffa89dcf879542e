import { dateOfDayNumber, localDayNumber, startOfDayNumber } from '@app/contracts';
import { type OpenedImport, type OrganisationCodes, type RejectedRow, rejectOf, type TableRow } from '@app/tables';
import type { PresenceColumn, PresenceKind } from './presence-kinds.js';
import { PresenceRow } from './presence-row.js';

const CHUNK = 65_536;

/** What was read so far. */
export class Tally {
  read = 0;
  rejected = 0;
  /** Rows staged; their pieces, cut at local midnight, may be more. */
  rows = 0;
  readonly dayNumbers = new Set<number>();

  get days(): string[] {
    return [...this.dayNumbers].sort((a, b) => a - b).map(dateOfDayNumber);
  }
}

export interface Staging {
  kind: PresenceKind;
  codes: OrganisationCodes;
  /** Epoch seconds after which no stay may begin. */
  latest: number;
  onBatch: () => void;
  /** Waits while the rejected rows are written more slowly than they come. */
  reject: (row: RejectedRow) => Promise<void>;
}

/** Reads an import's file and yields it as text for the stage, cut at local midnight (see stage.queries.ts). */
export async function* stagedLines(
  { table, columns }: OpenedImport<PresenceColumn>,
  staging: Staging,
  tally: Tally,
): AsyncGenerator<string, void, undefined> {
  const row = new PresenceRow(staging.kind, columns, staging.codes, staging.latest);
  const lines = new LineWriter(tally);
  for await (const batch of table.batches) {
    staging.onBatch();
    if (staging.kind.kind === 'stays') await staging.codes.learn(batch, columns.at.place!);
    for (const given of batch) {
      const reason = row.read(given.cells);
      if (reason) await staging.reject(rejected(given, row, reason));
      else lines.add(row);
    }
    if (lines.text.length >= CHUNK) yield lines.take();
  }
  if (lines.text) yield lines.take();

  function rejected(given: TableRow, { column }: PresenceRow, reason: Parameters<typeof rejectOf>[2]): RejectedRow {
    tally.read++;
    tally.rejected++;
    return rejectOf(columns, given, reason, column);
  }
}

/** Writes rows as lines of COPY: first, second, day, from, to of the piece, then from and to of the whole, evidence. */
class LineWriter {
  text = '';
  private day = 0;
  private midnight = 0;
  private nextMidnight = 0;

  constructor(private readonly tally: Tally) {}

  add({ first, second, from, to, evidence }: PresenceRow): void {
    this.tally.read++;
    this.tally.rows++;
    for (let start = from; start < to; start = this.nextMidnight) {
      if (start < this.midnight || start >= this.nextMidnight) this.turnTo(start);
      const end = Math.min(to, this.nextMidnight);
      this.text += `${first}\t${second}\t${this.day}\t${start}\t${end}\t${from}\t${to}\t${evidence}\n`;
    }
  }

  take(): string {
    const { text } = this;
    this.text = '';
    return text;
  }

  private turnTo(instant: number): void {
    this.day = localDayNumber(instant);
    this.midnight = startOfDayNumber(this.day);
    this.nextMidnight = startOfDayNumber(this.day + 1);
    this.tally.dayNumbers.add(this.day);
  }
}
