import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { resolve } from 'node:path';
import { AccessGuard, JwtStrategy } from './access.js';
import { DeviceTokens } from './device-tokens.js';
import { DocumentSigner } from './document-signer.js';
import { ENVIRONMENT, type Environment } from './environment.js';
import { Operation, OperationController } from './health.js';
import { FieldCipher } from './field-cipher.js';
import { KeyRing } from './key-ring.js';
import { Keys } from './keys.js';
import { ProblemFilter } from './problem.filter.js';
import { Refusals } from './refusals.js';
import { RouteRules } from './route-rules.js';
import { AccessTokens } from './tokens.js';
import { validationPipe } from './validation.js';

export const keyFileOf = (environment: Environment): string =>
  resolve(environment.KEY_FILE ?? `${environment.DATA_DIR}/keys.json`);

/** What every service has: settings, keys, sign-in, errors, validation, health. Global. */
@Module({})
export class PlatformModule {
  static with(environment: Environment): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [OperationController],
      providers: [
        { provide: ENVIRONMENT, useValue: environment },
        { provide: Keys, useFactory: () => Keys.load(keyFileOf(environment)) },
        { provide: KeyRing, inject: [Keys], useFactory: () => new KeyRing(keyFileOf(environment)) },
        FieldCipher,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useFactory: validationPipe },
        AccessTokens,
        DeviceTokens,
        DocumentSigner,
        JwtStrategy,
        Operation,
        Refusals,
        RouteRules,
      ],
      exports: [
        ...[
          ENVIRONMENT,
          Keys,
          FieldCipher,
          AccessTokens,
          DeviceTokens,
          DocumentSigner,
          Operation,
          Refusals,
          RouteRules,
        ],
      ],
    };
  }
}
