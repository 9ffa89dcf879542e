import { Injectable } from '@nestjs/common';
import {
  explain,
  type ExplainedEdge,
  type IndexCase,
  metBy,
  type OpenIntervals,
  openIntervals,
  type TimeChanges,
} from '@app/contact-graph';
import { secondsOf } from '@app/contracts';
import { DataSource } from 'typeorm';
import type { UsedPreset } from '../presets/presets.service.js';
import type { People } from '../worlds/people.js';
import { PlaceNumbers, readPlaces } from '../worlds/place-numbers.js';
import { type World, WorldReader, type WorldWish } from '../worlds/world-reader.js';
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

  /** All explaining edges, strongest first, in the shape of the stored ones. */
  async allSources(trace: TraceRow, contact: ContactRow): Promise<EdgeRow[]> {
    const preset = trace.preset as UsedPreset;
    const asOf = secondsOf(trace.as_of);
    const from = Math.min(asOf, ...trace.windows.map((window) => window.from));
    const world = await this.reader.read(await this.wish(preset, contact, from, asOf));
    const target = world.people.ofPersonNo(contact.person_no);
    const sources = metBy(world.index, target, { from, to: asOf });
    const open = await this.openAt(trace, contact.level, world.people, asOf, preset);
    const edges = explain({ index: world.index, preset, target, sources, open, rank: world.people.rank });
    return this.rowsOf(edges, contact.person_no, world);
  }

  /** Only places that share a classed place with one where the contact was can hold somebody it met. */
  private async wish(preset: UsedPreset, contact: ContactRow, from: number, to: number): Promise<WorldWish> {
    const { manager } = this.dataSource;
    const records = await manager.query<{ no: number }[]>('select no from worker where person_no = $1', [
      contact.person_no,
    ]);
    const workerNos = records.map(({ no }) => no);
    const stays = await manager.query<{ place_no: number; at: number }[]>(
      `select distinct place_no, floor(extract(epoch from started_at))::float8 as at from stay
       where worker_no = any($1::int[]) and ended_at > to_timestamp($2) and started_at < to_timestamp($3)
         and day between to_timestamp($2)::date - 1 and to_timestamp($3)::date + 1`,
      [workerNos, from, to],
    );
    const places = await readPlaces(manager);
    const tops = new Set(stays.flatMap(({ place_no, at }) => topClassed(places, places.at(place_no, at), preset)));
    const placeNos = places.numbersWhere((place) => topClassed(places, place, preset).some((top) => tops.has(top)));
    return { preset, from, to, only: { placeNos, workerNos } };
  }

  private async openAt(
    trace: TraceRow,
    level: number,
    people: People,
    asOf: number,
    preset: UsedPreset,
  ): Promise<OpenIntervals> {
    const rows = await this.dataSource.query<{ hop: number; person_no: number; at: number }[]>(
      `select hop, person_no, floor(extract(epoch from reached_at))::float8 as at from trace_time
       where trace_id = $1 and hop < $2 order by hop`,
      [trace.id, level],
    );
    const windows: IndexCase[] = trace.windows.map(({ personNo, from, to }) => ({
      person: people.ofPersonNo(personNo),
      from,
      to,
    }));
    const none: TimeChanges = { persons: new Int32Array(), times: new Float64Array() };
    const history = Array.from({ length: level }, (_, hop) => {
      const ofHop = rows.filter((row) => row.hop === hop);
      if (ofHop.length === 0) return none;
      const persons = Int32Array.from(ofHop, ({ person_no }) => people.ofPersonNo(person_no));
      return { persons, times: Float64Array.from(ofHop, ({ at }) => at) };
    });
    return openIntervals({ windows, history, asOf }, preset, level);
  }

  private async rowsOf(edges: readonly ExplainedEdge[], target: number, world: World): Promise<EdgeRow[]> {
    const numbers = edges.map(({ source }) => world.people.workerNos[source]!);
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
        const placeId = place < 0 ? null : world.places.ids[place]!;
        return [placeId, cls, from, to, evidence];
      }),
    }));
  }
}

/** The topmost classed place above (or at) an engine place, as a list of none or one. */
function topClassed(places: PlaceNumbers, place: number, preset: UsedPreset): number[] {
  let top = -1;
  const seen = new Set<number>();
  for (let at = place; at >= 0 && !seen.has(at); at = places.tree.parent[at]!) {
    seen.add(at);
    if (preset.classes[places.tree.kind[at]!]) top = at;
  }
  return top < 0 ? [] : [top];
}
