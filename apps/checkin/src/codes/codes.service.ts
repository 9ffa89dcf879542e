import { Inject, Injectable } from '@nestjs/common';
import type { Actor, CodeFormat } from '@app/contracts';
import { Audit, organisationFor, Place, workerFor } from '@app/database';
import { type Environment, ENVIRONMENT, notFound } from '@app/platform';
import { randomBytes } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { type CodeImage, drawCode } from './code-image.js';
import { type CodeOwner, insertToken, lockOwner, revokeTokens, tokenInForce } from './codes.queries.js';

/** 144 bits: cannot be guessed, and fills its base64url to the last bit. */
const TOKEN_BYTES = 18;

@Injectable()
export class CodesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** The poster of a place: the public address with its token. @throws not_found, invalid_request */
  async placeCode(actor: Actor, placeId: string, format: CodeFormat): Promise<CodeImage> {
    const owner = await this.placeFor(actor, placeId);
    return drawCode(`${this.publicUrl()}/c/${await this.tokenOf(actor, owner, `place:${placeId}`)}`, format);
  }

  /** A worker's badge: the bare token, nothing of the person. @throws not_found, invalid_request */
  async badge(actor: Actor, workerId: string, format: CodeFormat): Promise<CodeImage> {
    const { no } = await workerFor(this.dataSource.manager, actor, workerId);
    return drawCode(await this.tokenOf(actor, { kind: 'badge', no }, `worker:${workerId}`), format);
  }

  /** The poster in use is worthless from now on; the next one asked for is new. @throws not_found */
  async revokePlaceCode(actor: Actor, placeId: string): Promise<void> {
    await this.revoke(actor, await this.placeFor(actor, placeId), `place:${placeId}`);
  }

  /** The badge in use is worthless from now on. @throws not_found */
  async revokeBadge(actor: Actor, workerId: string): Promise<void> {
    const { no } = await workerFor(this.dataSource.manager, actor, workerId);
    await this.revoke(actor, { kind: 'badge', no }, `worker:${workerId}`);
  }

  /** Shared places are the province's. */
  private async placeFor(actor: Actor, id: string): Promise<CodeOwner> {
    const { manager } = this.dataSource;
    const place = await manager.findOneBy(Place, { id });
    if (!place) throw notFound();
    if (place.organisationId) await organisationFor(manager, actor, place.organisationId);
    else if (actor.role !== 'province_admin') throw notFound();
    return { kind: 'place', no: place.no };
  }

  private async tokenOf(actor: Actor, owner: CodeOwner, subject: string): Promise<string> {
    const known = await tokenInForce(this.dataSource.manager, owner);
    return known ?? this.dataSource.transaction((manager) => this.makeToken(manager, actor, owner, subject));
  }

  private async makeToken(manager: EntityManager, actor: Actor, owner: CodeOwner, subject: string): Promise<string> {
    await lockOwner(manager, owner);
    const known = await tokenInForce(manager, owner);
    if (known) return known;
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await insertToken(manager, owner, token);
    await this.audit.record(manager, actor, { action: 'code.create', subject });
    return token;
  }

  private async revoke(actor: Actor, owner: CodeOwner, subject: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await revokeTokens(manager, owner);
      await this.audit.record(manager, actor, { action: 'code.revoke', subject });
    });
  }

  private publicUrl(): string {
    const { PUBLIC_URL, PORT } = this.environment;
    return (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, '');
  }
}
