import { type DynamicModule, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type Environment, Operation } from '@app/platform';
import { DataSource } from 'typeorm';
import { Audit } from './audit/audit.js';
import { AuditChain } from './audit/audit-chain.js';
import { AuditRefusals } from './audit/audit-refusals.js';
import { ClosedAccounts } from './closed-accounts.js';
import { dataSourceOptions } from './data-source.js';
import { DatabaseWatch } from './database-watch.js';
import { DeviceSessions } from './device-sessions.js';
import { Files } from './files.js';
import { openWalled } from './walls/open-walled.js';
import { Partitions } from './partitions.js';
import { PlainFields } from './plain-fields.js';
import { WorkerCipher } from './worker-cipher.js';

@Injectable()
class DatabaseHealth implements OnModuleInit {
  constructor(
    private readonly operation: Operation,
    private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.operation.addCheck({ name: 'database', check: () => this.dataSource.query('select 1') });
  }
}

/** The migrated database: `DataSource`, files, partitions, audit. Global. */
@Module({})
export class DatabaseModule {
  /** @throws Error when DATABASE_URL is missing or the server is too old. */
  static with(environment: Environment): DynamicModule {
    const url = environment.DATABASE_URL;
    if (!url) throw new Error('DATABASE_URL is missing: which PostgreSQL (15 or newer) shall be used?');
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...dataSourceOptions(url, environment.DATABASE_POOL), retryAttempts: 0 }),
          dataSourceFactory: () => openWalled(url, environment),
        }),
      ],
      providers: [
        ...[DatabaseHealth, DatabaseWatch, DeviceSessions, Audit, AuditChain, AuditRefusals, Files, Partitions],
        ...[PlainFields, WorkerCipher, ClosedAccounts],
      ],
      exports: [Audit, AuditChain, ClosedAccounts, DatabaseWatch, Files, Partitions, WorkerCipher],
    };
  }
}
