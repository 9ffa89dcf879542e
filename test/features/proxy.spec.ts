import 'reflect-metadata';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import type { Type } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { AccountsModule } from '../../apps/accounts/src/accounts.module.js';
import { CheckinModule } from '../../apps/checkin/src/checkin.module.js';
import { ExchangeModule } from '../../apps/exchange/src/exchange.module.js';
import { TracingModule } from '../../apps/tracing/src/tracing.module.js';
import { WorkersModule } from '../../apps/workers/src/workers.module.js';

const SERVICES = {
  accounts: AccountsModule,
  workers: WorkersModule,
  checkin: CheckinModule,
  tracing: TracingModule,
  exchange: ExchangeModule,
};

function controllersOf(module: Type): Type[] {
  const imports = (Reflect.getMetadata(MODULE_METADATA.IMPORTS, module) ?? []) as Type[];
  const own = (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) ?? []) as Type[];
  return [...own, ...imports.flatMap(controllersOf)];
}

/** The paths of a service's routes, with an id where a parameter stands. */
function pathsOf(module: Type): string[] {
  return controllersOf(module).flatMap((controller) => {
    const prefix = Reflect.getMetadata(PATH_METADATA, controller) as string;
    const methods = Object.getOwnPropertyDescriptors(controller.prototype as object);
    return Object.values(methods)
      .map(({ value }) => value as object)
      .filter((method) => typeof method === 'function' && Reflect.hasMetadata(METHOD_METADATA, method))
      .map((method) => [prefix, Reflect.getMetadata(PATH_METADATA, method) as string])
      .map((parts) => `/api/v1/${parts.join('/')}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, ''))
      .map((path) => path.replace(/:\w+/g, '0190a0a0-0000-7000-8000-00000000000a'));
  });
}

/** The proxy's rules, in order; what no rule takes goes to accounts. */
const rules = [...readFileSync('deploy/Caddyfile', 'utf8').matchAll(/^\s@(\w+) path_regexp (\^\/api\/v1\S+)$/gm)].map(
  ([, name, rule]) => ({ name: name!, rule: new RegExp(rule!) }),
);
const serviceFor = (path: string): string => rules.find(({ rule }) => rule.test(path))?.name ?? 'accounts';

test.each(Object.entries(SERVICES))('the proxy of docker-compose.yml sends every route of %s there', (name, module) => {
  const paths = pathsOf(module);
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => serviceFor(path) !== name)).toEqual([]);
});
