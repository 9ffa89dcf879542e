import { Injectable } from '@nestjs/common';
import type { List, UnitAnswer, UnitsQuery } from '@app/contracts';
import { cursorOf, listOf } from '@app/database';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { unitsBy } from './units.queries.js';

const KEY = z.tuple([z.string()]);

@Injectable()
export class UnitsService {
  constructor(private readonly dataSource: DataSource) {}

  /** By code. */
  async list(query: UnitsQuery): Promise<List<UnitAnswer>> {
    const rows = await unitsBy(this.dataSource.manager, query, cursorOf(query, KEY)?.[0] ?? null, query.limit + 1);
    return listOf(
      rows,
      query,
      ({ code }) => [code],
      (row) => row,
    );
  }
}
