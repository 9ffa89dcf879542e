import { Injectable } from '@nestjs/common';
import { type Actor, isoOf, PACK_AUDIENCE, PACK_FORMAT, PACK_TYPE } from '@app/contracts';
import { Audit } from '@app/database';
import { asSystem, DocumentSigner, DomainError } from '@app/platform';
import { DataSource } from 'typeorm';
import { gateRulesOf } from '../gate/gate-rules-of.js';
import { PackEntries } from './pack-entries.js';
import { digestOfText, packText } from './pack-text.js';
import { packScope } from './pack.queries.js';

/** A pack is good for twelve hours; whoever asks again within a step gets the same one, unless something has changed. */
const GOOD_SECONDS = 12 * 3600;
const STEP_SECONDS = 15 * 60;
/** Characters that tell one set of rules from another. */
const RULES_DIGEST = 12;

export interface Pack {
  etag: string;
  /** Undefined where the device has it already. */
  bytes: Buffer | undefined;
}

/** What a gate device decides by while it has no network. */
@Injectable()
export class PackService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly signer: DocumentSigner,
    private readonly entries: PackEntries,
  ) {}

  /** @param known the entity tag that the device has. @throws forbidden for whoever is no device */
  async packFor({ deviceId, ...actor }: Actor, known: string | undefined): Promise<Pack> {
    if (deviceId === undefined) throw new DomainError('forbidden', 'Packs are for devices.');
    const { manager } = this.dataSource;
    const scope = await packScope(manager, deviceId);
    const { items } = await gateRulesOf(manager, scope.organisationId);
    const rules = digestOfText(Buffer.from(JSON.stringify(items))).slice(0, RULES_DIGEST);
    const made = Math.floor(Date.now() / 1000 / STEP_SECONDS) * STEP_SECONDS;
    const expires = made + GOOD_SECONDS + STEP_SECONDS;
    const salt = this.signer.salt(`pack ${deviceId} ${made}`);
    const entries = await asSystem('gate_ruling', () => this.entries.of(scope, salt));
    const times = { generatedAt: isoOf(made), validTo: isoOf(expires) };
    const { withNames, ...header } = scope;
    const text = packText({ format: PACK_FORMAT, deviceId, ...header, ...times, rules, salt }, entries);
    const sha256 = digestOfText(text);
    const etag = `"${sha256}"`;
    if (known === etag) return { etag, bytes: undefined };
    const signature = await this.signer.sign(PACK_TYPE, { aud: PACK_AUDIENCE, sub: deviceId, exp: expires, sha256 });
    const entry = { action: 'device.pack', subject: `device:${deviceId}`, count: entries.length };
    await this.audit.record(manager, { ...actor, deviceId }, { ...entry, details: { names: withNames } });
    return { etag, bytes: Buffer.concat([text, Buffer.from(signature)]) };
  }
}
