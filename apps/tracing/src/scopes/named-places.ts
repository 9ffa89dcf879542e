import { Injectable } from '@nestjs/common';
import { PieceReader } from '@app/presence';
import { DataSource } from 'typeorm';
import { findSources, sourced } from '../traces/contacts.queries.js';
import type { TraceRow } from '../traces/traces.queries.js';
import type { Window } from './scope-people.queries.js';
import { contactsThere, gatherPlaces } from './scope-places.queries.js';

/** Contacts whose pieces are looked at together. */
const BATCH = 1000;

/** Finds the places that a trace itself names: where a contact and one of its strongest sources were together. */
@Injectable()
export class NamedPlaces {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pieces: PieceReader,
  ) {}

  /** Those of the given places and sites that explain a contact. Looks only at contacts who were there, or below. */
  async among(ids: readonly string[], trace: TraceRow, window: Window): Promise<Set<string>> {
    const sources = await this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await gatherPlaces(manager, [{ name: '', placeIds: [...ids] }]);
      return findSources(manager, trace.id, await contactsThere(manager, trace.id, window));
    });
    const contacts = sourced(sources);
    const named = new Set<string>();
    for (let i = 0; i < contacts.length && named.size < ids.length; i += BATCH) {
      const found = await this.pieces.read(trace, contacts.slice(i, i + BATCH));
      for (const { pieces } of found.flat())
        for (const [placeId] of pieces) if (placeId && ids.includes(placeId)) named.add(placeId);
    }
    return named;
  }
}
