import 'reflect-metadata';
import multipart from '@fastify/multipart';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { setDeploymentZone } from '@app/contracts';
import { followCalls } from './calling.js';
import type { Environment } from './environment.js';
import { PlatformModule } from './platform.module.js';
import { RouteRules } from './route-rules.js';
import { secure } from './secure.js';
import { ServiceLogger } from './service-logger.js';

const UNPREFIXED = ['health/live', 'health/ready', 'metrics', '.well-known/jwks.json'];
const MB = 1024 * 1024;
/** Of an upload besides its file: a few short text fields. */
const MULTIPART = { files: 1, fields: 10, parts: 11, fieldNameSize: 100, fieldSize: 64 * 1024, headerPairs: 50 };

export interface TlsFiles {
  cert: string | Buffer;
  key: string | Buffer;
}

@Module({})
class ServiceModule {}

/**
 * Builds a service (not yet listening) out of its modules.
 * @throws what start-up refuses: missing keys, a route without a rule, a job without a processor.
 */
export async function createService(
  environment: Environment,
  modules: (Type | DynamicModule)[],
  tls?: TlsFiles,
): Promise<NestFastifyApplication> {
  setDeploymentZone(environment.ZONE);
  const adapter = new FastifyAdapter({
    bodyLimit: environment.BODY_LIMIT_MB * MB,
    trustProxy: environment.TRUSTED_PROXIES,
    forceCloseConnections: true,
    ...(tls ? { https: { cert: tls.cert, key: tls.key } } : {}),
  });
  const root: DynamicModule = { module: ServiceModule, imports: [PlatformModule.with(environment), ...modules] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new ServiceLogger(environment.LOG_LEVEL),
    abortOnError: false,
  });
  app.setGlobalPrefix('api/v1', { exclude: UNPREFIXED });
  followCalls(app);
  secure(app, environment);
  await app.register(multipart, { limits: { ...MULTIPART, fileSize: environment.UPLOAD_LIMIT_MB * MB } });
  describeApi(app);
  return app;
}

function describeApi(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Truy Vết')
    .setDescription('Worker records, check-in, contact tracing and exchange for a province. Errors are RFC 9457.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('api/docs', app, () => withRoles(app, SwaggerModule.createDocument(app, config)), {
    jsonDocumentUrl: 'api/openapi.json',
  });
}

/** Writes beside each operation who may call it, from the rule that the guard reads. */
function withRoles(app: NestFastifyApplication, document: OpenAPIObject): OpenAPIObject {
  const rules = new Map(
    app
      .get(RouteRules)
      .routes()
      .map(({ name, access }) => [name, access]),
  );
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(
      path as Record<string, { operationId?: string; 'x-roles'?: readonly string[] }>,
    )) {
      const rule = rules.get(operation.operationId?.replace('_', '.') ?? '');
      if (rule) operation['x-roles'] = typeof rule === 'string' ? [rule] : rule;
    }
  }
  return document;
}
