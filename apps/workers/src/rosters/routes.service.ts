import { Injectable } from '@nestjs/common';
import type { Actor, RouteAnswer, RouteBody } from '@app/contracts';
import { Audit, RouteStop, workerFor } from '@app/database';
import { DataSource } from 'typeorm';
import { today } from '../workers/today.js';
import { placeNosOf } from './place-nos.js';
import { answerOf, endRoute, routeOn } from './routes.queries.js';

/** The routes of roamers: whoever belongs to several places. */
@Injectable()
export class RoutesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** The present route, or else the next one. @throws not_found */
  read(actor: Actor, workerId: string): Promise<RouteAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const { no } = await workerFor(manager, actor, workerId);
      await this.audit.record(manager, actor, { action: 'route.read', subject: `worker:${workerId}` });
      return answerOf(workerId, await routeOn(manager, no, today()));
    });
  }

  /** Former routes are kept. @throws not_found, unknown_place */
  replace(actor: Actor, workerId: string, { validFrom = today(), stops }: RouteBody): Promise<RouteAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const { no: workerNo, organisationId } = await workerFor(manager, actor, workerId);
      await manager.query('select 1 from worker where no = $1 for no key update', [workerNo]);
      const placeNos = await placeNosOf(manager, organisationId, stops, 'stops');
      await endRoute(manager, workerNo, validFrom);
      const rows = stops.map(({ startMinute, endMinute }, index) => ({
        ...{ workerNo, validFrom, position: index + 1, placeNo: placeNos[index]!, startMinute, endMinute },
      }));
      await manager.insert(RouteStop, rows);
      await this.audit.record(manager, actor, { action: 'route.change', subject: `worker:${workerId}` });
      return answerOf(workerId, await routeOn(manager, workerNo, validFrom));
    });
  }
}
