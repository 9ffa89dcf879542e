import { Controller, Get, Header, HttpStatus, Inject, Injectable, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { Public } from './access.js';
import { AccessTokens } from './tokens.js';

export interface HealthCheck {
  name: string;
  /** Rejects when the dependency cannot be used. */
  check: () => Promise<unknown>;
}

/** Where libraries say what readiness depends on, and what they count. */
@Injectable()
export class Operation {
  readonly metrics = new Registry();
  private readonly checks: HealthCheck[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.metrics });
  }

  addCheck(check: HealthCheck): void {
    this.checks.push(check);
  }

  /** Each dependency by name with `up` or `down`; waits two seconds for one at most. */
  async readiness(): Promise<Record<string, 'up' | 'down'>> {
    const states = await Promise.all(
      this.checks.map(async ({ name, check }) => [name, (await within(check(), 2_000)) ? 'up' : 'down'] as const),
    );
    return Object.fromEntries(states);
  }
}

async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

@ApiTags('operation')
@Controller()
export class OperationController {
  constructor(
    @Inject(Operation) private readonly operation: Operation,
    private readonly tokens: AccessTokens,
  ) {}

  @Get('health/live')
  @Public()
  live(): { status: string } {
    return { status: 'up' };
  }

  @Get('health/ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const dependencies = await this.operation.readiness();
    const up = Object.values(dependencies).every((state) => state === 'up');
    if (!up) void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: up ? 'up' : 'down', dependencies };
  }

  @Get('metrics')
  @Public()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.operation.metrics.metrics();
  }

  @Get('.well-known/jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=300')
  jwks(): object {
    return this.tokens.jwks();
  }
}
