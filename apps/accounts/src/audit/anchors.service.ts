import { Inject, Injectable } from '@nestjs/common';
import { type Anchor, anchorFolder, AuditChain, readAnchors, writeAnchor } from '@app/database';
import { DocumentSigner, ENVIRONMENT, type Environment } from '@app/platform';
import { RetryLater } from '@app/queue';

const PATIENCE_MS = 10_000;

/** Writes the head of the chain down where whoever changes the database does not get at it. */
@Injectable()
export class AnchorsService {
  private readonly folder: string;
  private readonly url: string | undefined;
  private written: number | undefined;
  private sent = 0;

  constructor(
    private readonly chain: AuditChain,
    private readonly signer: DocumentSigner,
    @Inject(ENVIRONMENT) environment: Environment,
  ) {
    this.folder = anchorFolder(environment);
    this.url = environment.ANCHOR_URL;
  }

  /** Once for each head. @throws RetryLater when ANCHOR_URL does not take it */
  async anchor(signal: AbortSignal): Promise<void> {
    const head = await this.chain.head();
    if (!head) return;
    this.written ??= readAnchors(this.folder).at(-1)?.no ?? 0;
    if (head.no !== this.written) await writeAnchor(this.folder, head, new Date());
    this.written = head.no;
    if (!this.url || head.no === this.sent) return;
    await this.send(this.url, head, signal);
    this.sent = head.no;
  }

  /** As a JWS that our published keys verify, so that the receiver can show what it was given. */
  private async send(url: string, head: Anchor, signal: AbortSignal): Promise<void> {
    const anchor = await this.signer.sign('truyvet-anchor', { ...head, iat: Math.floor(Date.now() / 1_000) });
    const body = JSON.stringify({ anchor });
    const headers = { 'content-type': 'application/json' };
    const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: limit }).catch(() => {
      signal.throwIfAborted();
      throw new RetryLater('unavailable', 'ANCHOR_URL does not answer.');
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new RetryLater('unavailable', `ANCHOR_URL answered ${answer.status}.`);
  }
}
