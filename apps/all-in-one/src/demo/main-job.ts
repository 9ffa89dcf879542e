import type { DeliveriesAnswer, TracedContact } from '@app/contracts';
import { randomBytes } from 'node:crypto';
import type { Province } from '../../../../seeds/province.js';
import { ApiClient, type Transport } from './api-client.js';
import { CommandCentre, type Received } from './command-centre.js';
import type { Named, ProvinceLoader } from './province-loader.js';

interface Work {
  id: string;
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'awaiting_approval';
}

export interface TraceState extends Work {
  counts: Record<string, number>;
  preset: { id: string };
  timings: Record<string, number>;
}

export interface ExportState extends Work {
  rows: number;
  parts: { name: string; rows: number }[];
}

/** The list of a trace on its way out, counted at each hand-over. */
export interface HandedOver {
  listed: number;
  exported: number;
  received: Received;
}

/** An officer's part of the main job: enters a case, has it traced, and sends the list to the command centre. */
export class MainJob {
  private constructor(
    private readonly officer: ApiClient,
    private readonly admin: ApiClient,
  ) {}

  /** Invites an officer of the province, who sets a password and an authenticator. */
  static async as(transport: Transport, admin: ApiClient): Promise<MainJob> {
    const [username, password] = [`officer-${randomBytes(4).toString('hex')}`, randomBytes(15).toString('base64url')];
    const body = { username, fullName: 'Cán bộ dịch tễ', unitCodes: ['24'] };
    const { invitation } = await admin.post<{ invitation: string }>('/officers', body);
    await admin.post('/auth/invitations/accept', { invitation, password });
    return new MainJob(new ApiClient(transport, await ApiClient.enrol(transport, { username, password })), admin);
  }

  /** Enters a case of the generated province and traces it to F2. */
  async trace(province: Province, loader: ProvinceLoader): Promise<TraceState> {
    const [seed] = province.indexCases(1);
    if (!seed) throw new Error('The province has nobody who was at work on the last days.');
    const organisationId = loader.organisationId(seed.organisation);
    const found = await this.admin.post<{ items: Named[] }>('/workers/search', { organisationId, q: seed.workerCode });
    const workerId = found.items.find(({ code }) => code === seed.workerCode)!.id;
    const { onsetOn, sampledOn } = seed;
    const { id } = await this.officer.post<{ id: string }>('/cases', { workerId, onsetOn, sampledOn });
    const queued = await this.officer.post<Work>('/traces', { caseIds: [id], maxLevel: 2 });
    return this.officer.ended<TraceState>(`/traces/${queued.id}`);
  }

  /** One line an officer could read out: why the first contact is in the list. */
  async why(trace: TraceState): Promise<string> {
    const { items } = await this.officer.get<{ items: TracedContact[] }>(`/traces/${trace.id}/contacts?limit=1`);
    const [contact] = items;
    const encounter = contact?.because[0]?.encounters[0];
    if (!contact || !encounter) return 'Nobody was reached.';
    const { sourceWorkerCode } = contact.because[0]!;
    const place = encounter.placeName ?? 'measured proximity';
    return `${contact.workerCode} is F${contact.level}: with ${sourceWorkerCode} at ${place}, ${encounter.from} – ${encounter.to}.`;
  }

  /** Exports the list, has it delivered, and counts it on both sides. */
  async handOver(trace: TraceState): Promise<HandedOver> {
    const centre = new CommandCentre();
    const url = await centre.start();
    try {
      const secret = randomBytes(24).toString('base64url');
      const name = `Sở chỉ huy ${randomBytes(3).toString('hex')}`;
      const destination = await this.admin.post<{ id: string }>('/destinations', { name, url, format: 'csv', secret });
      const wish = { kind: 'trace', traceId: trace.id, format: 'csv', destinationId: destination.id };
      const queued = await this.officer.post<Work>('/exports', { ...wish, purpose: 'Hand-over of contacts' });
      // many people: somebody else than the officer looks at it first
      if (queued.status === 'awaiting_approval') await this.admin.post(`/exports/${queued.id}/approve`, {});
      const done = await this.officer.ended<ExportState>(`/exports/${queued.id}`);
      await this.delivered(queued.id, done.parts.length);
      let listed = 0;
      for await (const _ of this.officer.pages(`/traces/${trace.id}/contacts`)) listed++;
      return { listed, exported: done.rows, received: centre.received };
    } finally {
      await centre.stop();
    }
  }

  /** Waits until each part has a delivered attempt. @throws Error when an attempt failed */
  private async delivered(exportId: string, parts: number): Promise<void> {
    const limit = Date.now() + 60_000;
    for (;;) {
      const { items } = await this.officer.get<DeliveriesAnswer>(`/exports/${exportId}/deliveries`);
      const failed = items.find(({ status }) => status === 'failed');
      if (failed) throw new Error(`The delivery failed: ${failed.difference ?? 'no reason'}`);
      if (items.filter(({ status }) => status === 'delivered').length === parts) return;
      if (Date.now() > limit) throw new Error('The delivery took over a minute.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
