import type { ErrorCode, Fault } from '@app/contracts';
import type { Table, TableOptions, TableRow } from './table.js';

/** What a reading thread is started with. */
export interface ThreadStart {
  size: number;
  options: TableOptions;
}

/** From the thread: bytes it needs (`read` opens a range, `more` asks for its next piece), and what it found. */
export type FromThread =
  | { kind: 'read'; stream: number; start: number; end: number }
  | { kind: 'more'; stream: number }
  | { kind: 'close'; stream: number }
  | { kind: 'opened'; format: Table['format']; header: string[] }
  | { kind: 'batch'; rows: TableRow[]; fraction: number }
  | { kind: 'end' }
  | { kind: 'refused'; code: ErrorCode; detail: string; faults: Fault[] | undefined };

/** To the thread: a piece of a range (none: its end), and the wish for the next batch. */
export type ToThread = { kind: 'piece'; stream: number; piece: Uint8Array | undefined } | { kind: 'next' };
