import type { Me, SignIn, TokenPair } from '@app/contracts';
import { ProblemError } from './problem';
import type { TokenStore } from './token-store';
import type { Transport } from './transport';

export type SessionState = { status: 'starting' | 'signed-out' } | { status: 'signed-in' | 'expired'; me: Me };

interface Access {
  token: string;
  /** Milliseconds since the epoch. */
  goodUntil: number;
}

/** A token is renewed so long before it ends, so that a call does not outlive it on the way. */
const MARGIN_MS = 15_000;

/**
 * Who is signed in, in this page. When the session can no longer be renewed it is `expired`: pages stay as they are,
 * calls wait, and go on once the same person has signed in again; so nothing that was typed is lost.
 */
export class Session {
  private state: SessionState = { status: 'starting' };
  private access: Access | undefined;
  private renewing: Promise<void> | undefined;
  private waiting: { resume: () => void; refuse: (error: Error) => void }[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly transport: Transport,
    private readonly store: TokenStore,
    private readonly now: () => number = Date.now,
  ) {}

  readonly snapshot = (): SessionState => this.state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Takes up the session that the store remembers, if it still holds. Without a network it counts as holding: a gate works
   * on, and the first call that gets through tells.
   */
  async start(): Promise<void> {
    const kept = this.store.read();
    if (kept === null) return this.become({ status: 'signed-out' });
    try {
      await this.renew();
      this.become(this.access ? { status: 'signed-in', me: kept.me } : { status: 'signed-out' });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.become({ status: 'signed-in', me: kept.me });
    }
  }

  /** @throws ProblemError unauthenticated, second_factor_required, too_many_requests */
  async signIn(given: SignIn): Promise<void> {
    const pair = await this.transport.call('POST /auth/token', { body: given });
    this.enter(pair, await this.transport.call('GET /auth/me', {}, pair.accessToken));
  }

  async signOut(): Promise<void> {
    const refreshToken = this.store.read()?.refreshToken;
    const access = this.access;
    this.forget();
    this.become({ status: 'signed-out' });
    this.settle(new ProblemError('unauthenticated', 401));
    if (!access || !refreshToken) return;
    // the session has ended here whether or not the service hears of it; it then ends by itself
    await this.transport.call('POST /auth/logout', { body: { refreshToken } }, access.token).catch(() => undefined);
  }

  /** A token that is good now; waits while the session is expired. @throws ProblemError unauthenticated, offline */
  async bearer(): Promise<string> {
    for (;;) {
      if (this.access && this.access.goodUntil - MARGIN_MS > this.now()) return this.access.token;
      if (this.state.status === 'signed-out') throw new ProblemError('unauthenticated', 401);
      if (this.state.status === 'expired') await this.renewed();
      else await this.renew();
    }
  }

  /** The service has refused a token: it is used no more. */
  refused(token: string): void {
    if (this.access?.token === token) this.access = undefined;
  }

  private renew(): Promise<void> {
    this.renewing ??= this.store.alone(() => this.exchange()).finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  private async exchange(): Promise<void> {
    const kept = this.store.read();
    try {
      if (kept === null) throw new ProblemError('unauthenticated', 401);
      const { refreshToken } = kept;
      this.take(await this.transport.call('POST /auth/refresh', { body: { refreshToken } }), kept.me);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      this.forget();
      if (this.state.status === 'signed-in') this.become({ status: 'expired', me: this.state.me });
    }
  }

  private take({ accessToken, refreshToken, expiresIn }: TokenPair, me: Me): void {
    this.access = { token: accessToken, goodUntil: this.now() + expiresIn * 1000 };
    this.store.write({ refreshToken, me });
  }

  private forget(): void {
    this.access = undefined;
    this.store.write(null);
  }

  /** Calls that wait go on if it is the same person, and are refused if another one sat down. */
  private enter(pair: TokenPair, me: Me): void {
    const before = this.state.status === 'expired' ? this.state.me.id : undefined;
    this.take(pair, me);
    this.become({ status: 'signed-in', me });
    this.settle(before === me.id ? undefined : new ProblemError('unauthenticated', 401));
  }

  private renewed(): Promise<void> {
    return new Promise((resume, refuse) => this.waiting.push({ resume, refuse }));
  }

  private settle(refusal: Error | undefined): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const { resume, refuse } of waiting)
      if (refusal) refuse(refusal);
      else resume();
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
