import { Injectable } from '@nestjs/common';
import {
  everyEncounter,
  type ExplainedEdge,
  Explainer,
  type IndexCase,
  metBy,
  type OpenIntervals,
  openIntervals,
  type TimeChanges,
} from '@app/contact-graph';
import { secondsOf } from '@app/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import type { UsedPreset } from '../presets/presets.service.js';
import type { Basis } from '../worlds/world.js';
import { WorldReader } from '../worlds/world-reader.js';
import { type ContactRow, type EdgeRow } from './contacts.queries.js';
import type { TraceRow } from './traces.queries.js';

interface RecordOf {
  no: number;
  id: string;
  code: string;
}

/**
 * Works out every source of one contact on demand: a trace keeps the strongest only. Reads just the stays at the places
 * where the contact was, and what was true at the contact's level out of the stored times.
 */
@Injectable()
export class ContactExplainer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: WorldReader,
  ) {}

  /** All explaining edges, strongest first, in the shape of the stored ones. `open`: see `openAt`. */
  async allSources(trace: TraceRow, contact: ContactRow, open: OpenIntervals): Promise<EdgeRow[]> {
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

  /** Who could pass infection on when, at a level of the list that the caller's transaction sees. */
  async openAt(manager: EntityManager, trace: TraceRow, level: number): Promise<OpenIntervals> {
    const rows = await manager.query<{ hop: number; person_no: number; at: number }[]>(
      `select hop, person_no, floor(extract(epoch from reached_at))::float8 as at from trace_time
       where trace_id = $1 and hop < $2 order by hop`,
      [trace.id, level],
    );
    const windows: IndexCase[] = trace.windows.map(({ personNo, from, to }) => ({
      person: personNo,
      from,
      to,
    }));
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

  private async rowsOf(edges: readonly ExplainedEdge[], target: number, { people, places }: Basis): Promise<EdgeRow[]> {
    const numbers = edges.map(({ source }) => people.workerNos[source]!);
    const records = await this.dataSource.query<RecordOf[]>(
      'select no, id, code from worker where no = any($1::int[])',
      [numbers],
    );
    const byNo = new Map(records.map((record) => [record.no, record]));
    return edges.map((edge, i) => ({
      target_person_no: target,
      source_worker_id: byNo.get(numbers[i]!)!.id,
      source_worker_code: byNo.get(numbers[i]!)!.code,
      near_seconds: edge.nearSeconds,
      room_seconds: edge.roomSeconds,
      first_at: new Date(edge.firstAt * 1000),
      last_at: new Date(edge.lastAt * 1000),
      encounters: edge.pieces.map(({ place, class: cls, from, to, evidence }) => {
        const placeId = place < 0 ? null : places.ids[place]!;
        return [placeId, cls, from, to, evidence];
      }),
    }));
  }
}
