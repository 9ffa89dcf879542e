import { Inject, Injectable } from '@nestjs/common';
import type { Manifest } from '@app/contracts';
import {
  Delivery,
  DeliveryAttempt,
  Destination,
  ExportRecord,
  Files,
  newId,
  StoredFile,
  type ExportPart,
} from '@app/database';
import { ENVIRONMENT, type Environment, Keys } from '@app/platform';
import { type ClaimedWork, RetryLater } from '@app/queue';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { secretContext } from '../destinations/destinations.service.js';
import { manifestOf } from '../exports/manifest.js';
import { MEDIA_TYPES } from '../exports/part-writer.js';
import { undelivered } from './deliveries.queries.js';
import { NoAnswer, postPart, type Posting } from './post-part.js';
import { judge, type Reply, type Verdict } from './receipt.js';
import { contentDigest, signatureHeaders } from './signature.js';

interface Parcel {
  work: ClaimedWork;
  delivery: Delivery;
  destination: Destination;
  manifest: Manifest;
}

/** Posts parts one after the other, each signed, and believes a receipt only when it counts what was sent. */
@Injectable()
export class DeliverySender {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: Files,
    @Inject(Keys) private readonly keys: Keys,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** @throws RetryLater (delivery_rejected) at the first part that was not confirmed */
  async send(work: ClaimedWork): Promise<void> {
    const { manager } = this.dataSource;
    const delivery = await manager.findOneByOrFail(Delivery, { id: work.id });
    const destination = await manager.findOneByOrFail(Destination, { id: delivery.destinationId });
    const record = await manager.findOneByOrFail(ExportRecord, { id: delivery.exportId });
    const parcel = { work, delivery, destination, manifest: await manifestOf(manager, record) };
    const parts = await undelivered(manager, delivery);
    const all = parcel.manifest.parts.length;
    for (const [index, part] of parts.entries()) {
      work.progress((all - parts.length + index) / all);
      await this.sendPart(parcel, part);
    }
  }

  private async sendPart(parcel: Parcel, part: ExportPart): Promise<void> {
    const reply = await this.post(parcel, part);
    const verdict: Verdict = 'reason' in reply ? { receipt: null, difference: reply.reason } : judge(part, reply);
    await this.dataSource.manager.insert(DeliveryAttempt, {
      id: newId(),
      deliveryId: parcel.delivery.id,
      part: part.part,
      attempt: parcel.work.attempt,
      httpStatus: 'reason' in reply ? null : reply.status,
      outcome: verdict.difference === null ? 'delivered' : 'failed',
      ...(verdict.receipt ? { receipt: { ...verdict.receipt } } : {}),
      difference: verdict.difference,
    });
    if (verdict.difference !== null)
      throw new RetryLater('delivery_rejected', `Part ${part.part}: ${verdict.difference}`);
  }

  private async post(parcel: Parcel, part: ExportPart): Promise<Reply | { reason: string }> {
    try {
      return await postPart(await this.posting(parcel, part));
    } catch (error) {
      if (error instanceof NoAnswer) return { reason: error.message };
      throw error;
    }
  }

  private async posting({ work, destination, manifest }: Parcel, part: ExportPart): Promise<Posting> {
    const file = await this.dataSource.manager.findOneByOrFail(StoredFile, { id: part.fileId });
    const secret = this.keys.decrypt(destination.secret, secretContext(destination.id));
    const url = new URL(destination.url);
    const signed = {
      targetUri: url.href,
      contentDigest: contentDigest(part.sha256),
      manifest: Buffer.from(JSON.stringify(manifest)).toString('base64'),
    };
    const parameters = { created: Math.floor(Date.now() / 1000), nonce: randomUUID(), keyId: destination.id };
    return {
      url,
      headers: {
        'content-type': MEDIA_TYPES[manifest.format],
        'content-disposition': `attachment; filename="${part.name}"`,
        'content-digest': signed.contentDigest,
        'truyvet-manifest': signed.manifest,
        ...signatureHeaders(signed, parameters, secret),
        accept: 'application/json',
      },
      bytes: Number(file.bytes),
      content: this.files.open(file.id),
      timeoutMs: this.environment.DELIVERY_TIMEOUT_SECONDS * 1_000,
      signal: work.signal,
    };
  }
}
