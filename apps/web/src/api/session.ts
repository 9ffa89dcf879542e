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

  /** Takes up the session that the store remembers, if it still holds. */
  async start(): Promise<void> {
    if (this.store.read() === null) return this.become({ status: 'signed-out' });
    try {
      await this.renew();
      if (this.access) await this.enter();
    } catch (error) {
      // without a network the token is kept for the next load
      if (!(error instanceof ProblemError)) throw error;
    }
    if (this.state.status === 'starting') this.become({ status: 'signed-out' });
  }

  /** @throws ProblemError unauthenticated, second_factor_required, too_many_requests */
  async signIn(given: SignIn): Promise<void> {
    this.take(await this.transport.call('POST /auth/token', { body: given }));
    await this.enter();
  }

  async signOut(): Promise<void> {
    const refreshToken = this.store.read();
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
    const refreshToken = this.store.read();
    try {
      if (refreshToken === null) throw new ProblemError('unauthenticated', 401);
      this.take(await this.transport.call('POST /auth/refresh', { body: { refreshToken } }));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      this.forget();
      if (this.state.status === 'signed-in') this.become({ status: 'expired', me: this.state.me });
    }
  }

  private take({ accessToken, refreshToken, expiresIn }: TokenPair): void {
    this.access = { token: accessToken, goodUntil: this.now() + expiresIn * 1000 };
    this.store.write(refreshToken);
  }

  private forget(): void {
    this.access = undefined;
    this.store.write(null);
  }

  /** Calls that wait go on if it is the same person, and are refused if another one sat down. */
  private async enter(): Promise<void> {
    const before = this.state.status === 'expired' ? this.state.me.id : undefined;
    const me = await this.transport.call('GET /auth/me', {}, this.access!.token);
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
