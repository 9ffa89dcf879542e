import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Refusal, Refusals } from '@app/platform';
import { DataSource } from 'typeorm';
import { Audit } from './audit.js';

/** Kinds of what stands behind the first part of a route, where that is not the part itself. */
const KINDS: Record<string, string> = {
  workers: 'worker',
  cases: 'case',
  traces: 'trace',
  exports: 'export',
  isolations: 'isolation',
  organisations: 'organisation',
  sites: 'site',
  'check-ins': 'check_in',
};

/** Writes refusals into the log: who tried to see whom says as much as who saw. */
@Injectable()
export class AuditRefusals implements OnModuleInit {
  constructor(
    private readonly refusals: Refusals,
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.refusals.recordWith((refusal) => this.record(refusal));
  }

  private record({ actor, code, method, route, ids }: Refusal): Promise<void> {
    const [kind = ''] = route.replace('/api/v1/', '').split('/');
    const subject = ids['id'] && `${KINDS[kind] ?? kind}:${ids['id']}`;
    const worker = ids['workerId'] ?? (kind === 'workers' ? ids['id'] : undefined);
    return this.audit.record(this.dataSource.manager, actor, {
      ...{ action: 'access.refuse', count: 0, volume: 0, details: { code, method, route, ...ids } },
      ...(subject && { subject }),
      ...(worker && { workers: [worker] }),
    });
  }
}
