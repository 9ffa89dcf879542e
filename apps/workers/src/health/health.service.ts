import { Injectable } from '@nestjs/common';
import { type Actor, isoOf, type List, localDate, type Page, secondsOf } from '@app/contracts';
import { Audit, cursorOf, listOf, Worker, workerFor } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource, type EntityManager, type FindOptionsWhere, In, type ObjectLiteral } from 'typeorm';
import { z } from 'zod';
import type { HealthList } from './health-lists.js';

/** Clocks of those who enter something may be ahead by so many seconds. */
const AHEAD = 5 * 60;
const LIST_KEY = z.tuple([z.union([z.iso.datetime(), z.iso.date()]), z.uuid()]);

type Row = ObjectLiteral & { id: string; workerNo: number; createdAt: Date };

/** Tests, doses and declarations. What is entered through one record of a person is read through every other. */
@Injectable()
export class HealthService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** The same again brings it up to date. @throws not_found, in_the_future */
  record<Body, R extends Row, Answer>(
    actor: Actor,
    workerId: string,
    list: HealthList<Body, R, Answer>,
    body: Body,
  ): Promise<Answer> {
    return this.dataSource.transaction(async (manager) => {
      const { no: workerNo } = await workerFor(manager, actor, workerId);
      const row = { ...list.rowOf(body), workerNo, recordedBy: actor.userId } as unknown as R;
      refuseFuture(list.time.of(row));
      await manager.upsert(list.entity, row, [...list.key]);
      const key = Object.fromEntries(list.key.map((name) => [name, row[name]])) as FindOptionsWhere<R>;
      const stored = await manager.findOneByOrFail(list.entity, key);
      await this.audit.record(manager, actor, { action: `${list.noun}.create`, subject: `worker:${workerId}` });
      return answerOf(list, stored, workerId);
    });
  }

  /** Of the whole person, latest first. @throws not_found */
  list<Body, R extends Row, Answer>(
    actor: Actor,
    workerId: string,
    list: HealthList<Body, R, Answer>,
    page: Page,
  ): Promise<List<Answer>> {
    return this.dataSource.transaction(async (manager) => {
      const { personNo } = await workerFor(manager, actor, workerId);
      const records = await recordsOf(manager, personNo);
      const ids = new Map(records.map(({ no, id }) => [no, id]));
      const rows = await rowsOf(manager, list, [...ids.keys()], page);
      await this.audit.record(manager, actor, { action: `${list.noun}.read`, subject: `worker:${workerId}` });
      const keyOf = (row: R): string[] => [list.time.of(row), row.id];
      return listOf(rows, page, keyOf, (row) => answerOf(list, row, ids.get(row.workerNo)!));
    });
  }
}

/** Every record of a person, in whichever organisation: the database gives them to whoever may read one. */
const recordsOf = (manager: EntityManager, personNo: number): Promise<Pick<Worker, 'no' | 'id'>[]> =>
  manager.query('select no, id from truyvet_records_of($1)', [personNo]);

function refuseFuture(time: string): void {
  const now = secondsOf(new Date());
  const isAhead = time.includes('T') ? Date.parse(time) / 1_000 > now + AHEAD : time > localDate(now);
  if (isAhead) throw new DomainError('in_the_future');
}

function rowsOf<Body, R extends Row, Answer>(
  manager: EntityManager,
  { entity, time }: HealthList<Body, R, Answer>,
  workerNos: readonly number[],
  page: Page,
): Promise<R[]> {
  const after = cursorOf(page, LIST_KEY);
  const found = manager.createQueryBuilder(entity, 'h').where({ workerNo: In(workerNos) });
  if (after) found.andWhere(`(h.${time.column}, h.id) < (:at::${time.type}, :id)`, { at: after[0], id: after[1] });
  return found
    .orderBy(`h.${time.column}`, 'DESC')
    .addOrderBy('h.id', 'DESC')
    .limit(page.limit + 1)
    .getMany();
}

const answerOf = <Body, R extends Row, Answer>(list: HealthList<Body, R, Answer>, row: R, workerId: string): Answer =>
  ({ id: row.id, workerId, ...list.answerOf(row), createdAt: isoOf(row.createdAt) }) as Answer;
