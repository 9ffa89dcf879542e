import { Inject, Injectable } from '@nestjs/common';
import { type Actor, isoOf, PACK_AUDIENCE, PACK_FORMAT, PACK_TYPE, type PackEntry, secondsOf } from '@app/contracts';
import { Audit } from '@app/database';
import { DocumentSigner, DomainError, Keys } from '@app/platform';
import { DataSource } from 'typeorm';
import { isolationsOf } from '../check-ins/check-ins.queries.js';
import { decide } from '../check-ins/gate-rules.js';
import { grouped } from '../stays/grouped.js';
import { digestOfText, packKeyOf, packText } from './pack-text.js';
import { type BadgeRow, badgesOf, packScope, type PackScope } from './pack.queries.js';

/** A pack is good for twelve hours; whoever asks again within a step gets the same one, unless something has changed. */
const GOOD_SECONDS = 12 * 3600;
const STEP_SECONDS = 15 * 60;
const STRETCH = 2_000;
/** Of gate-rules.ts: to be raised with them. */
const RULES = '1';

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
    @Inject(Keys) private readonly keys: Keys,
  ) {}

  /** @param known the entity tag that the device has. @throws forbidden for whoever is no device */
  async packFor({ deviceId, ...actor }: Actor, known: string | undefined): Promise<Pack> {
    if (deviceId === undefined) throw new DomainError('forbidden', 'Packs are for devices.');
    const { manager } = this.dataSource;
    const { withNames, ...scope } = await packScope(manager, deviceId);
    const made = Math.floor(Date.now() / 1000 / STEP_SECONDS) * STEP_SECONDS;
    const expires = made + GOOD_SECONDS + STEP_SECONDS;
    const salt = this.keys.blindIndex(`pack ${deviceId} ${made}`).toString('base64url');
    const entries = await this.entries(scope.organisationId, salt, withNames);
    const times = { generatedAt: isoOf(made), validTo: isoOf(expires) };
    const text = packText({ format: PACK_FORMAT, deviceId, ...scope, ...times, rules: RULES, salt }, entries);
    const sha256 = digestOfText(text);
    const etag = `"${sha256}"`;
    if (known === etag) return { etag, bytes: undefined };
    const signature = await this.signer.sign(PACK_TYPE, { aud: PACK_AUDIENCE, sub: deviceId, exp: expires, sha256 });
    const entry = { action: 'device.pack', subject: `device:${deviceId}`, count: entries.length };
    await this.audit.record(manager, { ...actor, deviceId }, { ...entry, details: { names: withNames } });
    return { etag, bytes: Buffer.concat([text, Buffer.from(signature)]) };
  }

  /** By the rules of the gate as they stand now. Read in stretches, so that others get their turn. */
  private async entries(organisationId: PackScope['organisationId'], salt: string, withNames: boolean) {
    const entries: PackEntry[] = [];
    for (let last: Pick<BadgeRow, 'no' | 'token'> = { no: 0, token: '' }; ;) {
      const rows = await badgesOf(this.dataSource.manager, organisationId, last, STRETCH);
      const decided = await this.decided(rows);
      for (const [row, { decision, reasons }] of decided)
        entries.push([packKeyOf(salt, row.token), decision, reasons, withNames ? row.fullName : null]);
      if (rows.length < STRETCH) return entries;
      last = rows.at(-1)!;
    }
  }

  private async decided(rows: readonly BadgeRow[]) {
    const at = secondsOf(new Date());
    const nos = [...new Set(rows.map(({ no }) => no))];
    const isolations = grouped(await isolationsOf(this.dataSource.manager, nos), ({ workerNo }) => workerNo);
    const ofRow = (row: BadgeRow): Pick<ReturnType<typeof decide>, 'decision' | 'reasons'> =>
      row.revoked
        ? { decision: 'stop', reasons: ['unknown_code'] }
        : decide({ ...row, isolations: isolations.get(row.no) ?? [] }, at);
    return rows.map((row) => [row, ofRow(row)] as const);
  }
}
