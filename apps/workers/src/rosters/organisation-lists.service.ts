import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/contracts';
import { Audit, organisationFor, Place } from '@app/database';
import { DataSource, type EntityManager, type EntityTarget, In, type ObjectLiteral } from 'typeorm';
import type { OrganisationList } from './organisation-lists.js';
import { placeNosOf } from './place-nos.js';

type Listed = ObjectLiteral & { placeCode?: string };
interface Stored {
  organisationId: string;
  code: string;
  validFrom: string;
  placeNo?: number;
}

/** What an organisation says of its shifts, buses and sittings: lists that are read and replaced as a whole. */
@Injectable()
export class OrganisationListsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  /** By code and validity. @throws not_found */
  async read<Item extends Listed>(actor: Actor, id: string, list: OrganisationList<Item>): Promise<{ items: Item[] }> {
    await organisationFor(this.dataSource.manager, actor, id);
    return { items: await itemsOf(this.dataSource.manager, id, list) };
  }

  /** @throws not_found, unknown_place */
  replace<Item extends Listed>(
    actor: Actor,
    organisationId: string,
    list: OrganisationList<Item>,
    items: readonly Item[],
  ): Promise<{ items: Item[] }> {
    return this.dataSource.transaction(async (manager) => {
      await organisationFor(manager, actor, organisationId);
      await manager.query('select 1 from organisation where id = $1 for no key update', [organisationId]);
      const named = items as readonly { placeCode: string }[];
      const nos = list.kinds && (await placeNosOf(manager, organisationId, named, 'items', list.kinds));
      await manager.delete(list.entity, { organisationId });
      const rows = items.map(({ placeCode: _, ...item }, index) => ({
        ...{ ...item, organisationId },
        ...(nos && { placeNo: nos[index]! }),
      }));
      await manager.insert(list.entity, rows);
      const subject = `organisation:${organisationId}`;
      const details = { items: items.length };
      await this.audit.record(manager, actor, { action: `${list.noun}.change`, subject, count: 0, details });
      return { items: await itemsOf(manager, organisationId, list) };
    });
  }
}

async function itemsOf<Item extends Listed>(
  manager: EntityManager,
  organisationId: string,
  list: OrganisationList<Item>,
): Promise<Item[]> {
  const rows = await manager.find(list.entity as EntityTarget<Stored>, {
    where: { organisationId },
    order: { code: 'asc', validFrom: 'asc' },
  });
  if (rows.length === 0) return [...list.usual];
  const nos = rows.flatMap(({ placeNo }) => placeNo ?? []);
  const places = await manager.find(Place, { where: { no: In(nos) }, select: { no: true, code: true } });
  const codes = new Map(places.map(({ no, code }) => [no, code]));
  return rows.map(({ organisationId: _, placeNo, ...item }) => ({
    ...item,
    ...(placeNo !== undefined && { placeCode: codes.get(placeNo) }),
  })) as unknown as Item[];
}
