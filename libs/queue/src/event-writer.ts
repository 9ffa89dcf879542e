import type { FastifyReply } from 'fastify';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

const HEARTBEAT_MS = 15_000;

/** One client's stream of server-sent events: what it was told last, what to tell it next. */
export class EventWriter {
  private raw: ServerResponse | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private version = -1;
  private level = 0;
  private stale = false;
  private over = false;
  private rouse: () => void = () => undefined;

  /** @param lastEventId the client's `Last-Event-ID`; one that is not ours counts as none. */
  constructor(lastEventId: string | string[] | undefined) {
    const match = typeof lastEventId === 'string' ? /^(\d{1,9})\.(\d{1,3})$/.exec(lastEventId) : null;
    if (match) [this.version, this.level] = [Number(match[1]), Number(match[2])];
  }

  get started(): boolean {
    return this.raw !== undefined;
  }

  get closed(): boolean {
    return this.over;
  }

  /** Takes the reply over and sends its head. */
  start(reply: FastifyReply): void {
    reply.hijack();
    this.raw = reply.raw;
    this.raw.on('close', () => this.end());
    this.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    this.raw.flushHeaders();
    this.heartbeat = setInterval(() => this.raw?.write(': still here\n\n'), HEARTBEAT_MS);
  }

  /** Tells what is new about the resource; true when that was the end. */
  async tell(version: number, level: number, final: boolean, resource: unknown): Promise<boolean> {
    const data = JSON.stringify(resource);
    if (version !== this.version) await this.send('progress', `${version}.${this.level}`, data);
    if (level > this.level) await this.send('level', `${version}.${level}`, data);
    if (final) await this.send('end', `${version}.${level}`, data);
    [this.version, this.level] = [version, level];
    return final;
  }

  /** Something changed: `woken` returns, now or when it is next called. */
  wake(): void {
    this.stale = true;
    this.rouse();
  }

  async woken(): Promise<void> {
    if (!this.stale && !this.over) await new Promise<void>((resolve) => (this.rouse = resolve));
    this.stale = false;
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    clearInterval(this.heartbeat);
    this.raw?.end();
    this.rouse();
  }

  private async send(event: string, id: string, data: string): Promise<void> {
    if (this.over || !this.raw) return;
    if (this.raw.write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`)) return;
    await Promise.race([once(this.raw, 'drain'), once(this.raw, 'close')]);
  }
}
