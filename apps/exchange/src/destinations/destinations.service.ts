import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  type DestinationAnswer,
  isoOf,
  type List,
  type NewDestination,
  type Page,
  idKey,
} from '@app/contracts';
import { Audit, cursorOf, Destination, listOf, newId } from '@app/database';
import { DomainError, Keys } from '@app/platform';
import { DataSource, LessThan } from 'typeorm';

/** What a destination's secret is bound to: a sealed secret copied to another row cannot be opened. */
export const secretContext = (destinationId: string): string => `destination:${destinationId}`;

/** Command centres that lists are delivered to. Their secrets are sealed and never answered. */
@Injectable()
export class DestinationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    @Inject(Keys) private readonly keys: Keys,
  ) {}

  /** @throws conflict when the name is taken */
  async create(actor: Actor, { secret, ...body }: NewDestination): Promise<DestinationAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const destinationId = newId();
      const sealed = this.keys.encrypt(secret, secretContext(destinationId));
      const { identifiers } = await manager
        .createQueryBuilder()
        .insert()
        .into(Destination)
        .values({ ...body, id: destinationId, secret: sealed, createdBy: actor.userId })
        .orIgnore()
        .returning('id')
        .execute();
      const stored = await manager.findOneBy(Destination, { id: destinationId });
      if (identifiers.length === 0 || !stored) throw new DomainError('conflict', 'A destination has this name.');
      const subject = `destination:${destinationId}`;
      await this.audit.record(manager, actor, { action: 'destination.create', subject, count: 0 });
      return answerOf(stored);
    });
  }

  /** Newest first. */
  async list(page: Page): Promise<List<DestinationAnswer>> {
    const after = cursorOf(page, idKey)?.[0];
    const rows = await this.dataSource.manager.find(Destination, {
      where: after ? { id: LessThan(after) } : {},
      order: { id: 'desc' },
      take: page.limit + 1,
    });
    return listOf(rows, page, (row) => [row.id], answerOf);
  }
}

const answerOf = (row: Destination): DestinationAnswer => ({
  id: row.id,
  name: row.name,
  url: row.url,
  format: row.format,
  exercise: row.exercise,
  createdAt: isoOf(row.createdAt),
});
