import { Injectable } from '@nestjs/common';
import {
  everyEncounter,
  type ExplainedEdge,
  Explainer,
  metBy,
  type OpenIntervals,
  openIntervals,
  type TimeChanges,
} from '@app/contact-graph';
import { type Because, secondsOf } from '@app/contracts';
import { type Basis, foundPiece, PieceReader, WorldReader } from '@app/presence';
import { DataSource, type EntityManager } from 'typeorm';
import type { UsedPreset } from '../presets/presets.service.js';
import { becauseOf, type ExplainedSource } from './contact-answers.js';
import type { ContactRow, SourceRow } from './contacts.queries.js';
import type { TraceRow } from './traces.queries.js';

interface RecordOf {
  no: number;
  id: string;
  code: string;
}

/** A contact with the sources that are stored of it. */
export interface SourcedRow {
  row: ContactRow;
  sources: readonly SourceRow[];
}

/**
 * Says why contacts are in a list. A trace keeps the strongest sources only, and of them what the time together came to:
 * the pieces, and all further sources, are worked out on demand.
 */
@Injectable()
export class ContactExplainer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: WorldReader,
    private readonly pieces: PieceReader,
  ) {}

  /** The stored sources of contacts with their pieces, in the order of the contacts. */
  async because(trace: TraceRow, contacts: readonly SourcedRow[]): Promise<Because[][]> {
    return this.named(await this.explained(trace, contacts));
  }

  /**
   * All sources of a contact: the stored ones as the trace found them, the others measured anew. `open`: see `openAt`.
   * Of those others nothing is stored but their sum; where that is another one, none of them can be vouched for.
   */
  async becauseOfAll(trace: TraceRow, contact: SourcedRow, open: OpenIntervals): Promise<Because[]> {
    const [stored] = await this.explained(trace, [contact]);
    const known = new Set(contact.sources.map(({ source_person_no: source }) => source));
    const others = (await this.measured(trace, contact.row, open)).filter((one) => !known.has(one.source_person_no));
    const changed = !addUp([...stored!, ...others], contact.row);
    const [because] = await this.named([[...stored!, ...others.map((one) => ({ ...one, changed }))]]);
    return because!;
  }

  /** Who could pass infection on when, at a level of the list that the caller's transaction sees. */
  async openAt(manager: EntityManager, trace: TraceRow, level: number): Promise<OpenIntervals> {
    const rows = await manager.query<{ hop: number; person_no: number; at: number }[]>(
      `select hop, person_no, floor(extract(epoch from reached_at))::float8 as at from trace_time
       where trace_id = $1 and hop < $2 order by hop`,
      [trace.id, level],
    );
    const windows = trace.windows.map(({ personNo, from, to }) => ({ person: personNo, from, to }));
    const none: TimeChanges = { persons: new Int32Array(), times: new Float64Array() };
    const history = Array.from({ length: level }, (_, hop) => {
      const ofHop = rows.filter((row) => row.hop === hop);
      if (ofHop.length === 0) return none;
      const persons = Int32Array.from(ofHop, ({ person_no }) => person_no);
      return { persons, times: Float64Array.from(ofHop, ({ at }) => at) };
    });
    const asOf = secondsOf(trace.as_of);
    return openIntervals({ windows, history, asOf }, trace.preset as UsedPreset, level);
  }

  private async explained(trace: TraceRow, contacts: readonly SourcedRow[]): Promise<ExplainedSource[][]> {
    const asked = contacts.map(({ row, sources }) => ({ person_no: row.person_no, level: row.level, sources }));
    const found = await this.pieces.read(trace, asked);
    return contacts.map(({ sources }, i) => sources.map((source, k) => ({ ...source, ...found[i]![k]! })));
  }

  private async named(explained: readonly ExplainedSource[][]): Promise<Because[][]> {
    const places = await this.pieces.names(explained.flat());
    return explained.map((sources) => sources.map((source) => becauseOf(source, places)));
  }

  /** All explaining edges as presence is now, strongest first. Reads just the stays at the places of the contact. */
  private async measured(trace: TraceRow, contact: ContactRow, open: OpenIntervals): Promise<ExplainedSource[]> {
    const preset = trace.preset as UsedPreset;
    const to = secondsOf(trace.as_of);
    const from = Math.min(to, ...trace.windows.map((window) => window.from));
    const world = await this.reader.open({ preset, from, to, little: true });
    try {
      const target = contact.person_no;
      // whom it met is found as if it were a source itself
      const [persons, low, high] = [Int32Array.of(target), Float64Array.of(from), Float64Array.of(to)];
      const { index } = await world.feed({ persons, from: low, to: high });
      const measured = trace.direction === 'backward' ? everyEncounter(preset) : preset;
      const explainer = new Explainer({ index, preset: measured, open, rank: world.basis.people.rank });
      return await this.rowsOf(explainer.of(target, metBy(index, target, { from, to })), target, world.basis);
    } finally {
      await world.close();
    }
  }

  private async rowsOf(
    edges: readonly ExplainedEdge[],
    target: number,
    { people, places }: Basis,
  ): Promise<ExplainedSource[]> {
    const numbers = edges.map(({ source }) => people.workerNos[source]!);
    const records = await this.dataSource.query<RecordOf[]>(
      'select no, id, code from worker where no = any($1::int[])',
      [numbers],
    );
    const byNo = new Map(records.map((record) => [record.no, record]));
    return edges.map((edge, i) => ({
      person_no: target,
      source_person_no: edge.source,
      source_worker_id: byNo.get(numbers[i]!)!.id,
      source_worker_code: byNo.get(numbers[i]!)!.code,
      near_seconds: edge.nearSeconds,
      room_seconds: edge.roomSeconds,
      first_at: edge.firstAt,
      last_at: edge.lastAt,
      pieces: edge.pieces.map((piece) => foundPiece(piece, places)),
      changed: false,
    }));
  }
}

/** Whether sources come to the number and the seconds that a trace found for a contact. */
function addUp(sources: readonly ExplainedSource[], contact: ContactRow): boolean {
  const sum = (seconds: 'near_seconds' | 'room_seconds'): number =>
    sources.reduce((total, source) => total + source[seconds], 0);
  const same =
    sum('near_seconds') === Number(contact.near_seconds) && sum('room_seconds') === Number(contact.room_seconds);
  return same && sources.length === contact.sources;
}
