import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from './access.js';

/** Start-up refuses a route that does not say who may call it. */
@Injectable()
export class RouteRules implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const open = this.routes().filter(({ access }) => access === undefined);
    if (open.length === 0) return;
    throw new Error(`These routes do not say who may call them: ${open.map(({ name }) => name).join(', ')}`);
  }

  /** Every route of this process with its rule. */
  routes(): { name: string; method: string; access: Access | undefined }[] {
    return this.discovery.getControllers().flatMap((wrapper) => {
      const controller = wrapper.metatype as { prototype: object } | null;
      if (!controller) return [];
      return new MetadataScanner().getAllMethodNames(controller.prototype).flatMap((name) => {
        const handler = (controller.prototype as Record<string, () => void>)[name]!;
        const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
        if (method === undefined) return [];
        const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
          handler,
          wrapper.metatype as never,
        ]);
        return [{ name: `${wrapper.name}.${name}`, method: RequestMethod[method], access }];
      });
    });
  }
}
