import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
  Injectable,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Actor, Role } from '@app/contracts';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { DEVICE_PREFIX, DeviceTokens } from './device-tokens.js';
import { DomainError } from './domain-error.js';
import { AccessTokens } from './tokens.js';

/** Metadata key under which a route keeps who may call it. */
export const ACCESS = 'truyvet:access';
export type Access = 'public' | 'signed-in' | readonly Role[];

/** States who may call a route; written into the OpenAPI document as `x-roles`. Every route has one of these three. */
export const Roles = (...roles: Role[]) => applyDecorators(SetMetadata(ACCESS, roles), ApiBearerAuth());
export const SignedIn = () => applyDecorators(SetMetadata(ACCESS, 'signed-in'), ApiBearerAuth());
export const Public = () => SetMetadata(ACCESS, 'public');

const DEVICES = 'truyvet:devices';
/** Lets gate devices in as well, if their role may call the route: a device that is stolen is good for little. */
export const ForDevices = () => SetMetadata(DEVICES, true);

/** The caller of a route that is not public. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => context.switchToHttp().getRequest<{ user: Actor }>().user,
);

type VerifierCallback = (error: Error | null, actor?: Actor) => void;
/** passport-jwt's seam for the verifier; its own (jsonwebtoken) knows no EdDSA. See docs/decisions/0003. */
const strategyClass = Strategy as typeof Strategy & {
  JwtVerifier: (token: string, key: AccessTokens, options: object, done: VerifierCallback) => void;
};
strategyClass.JwtVerifier = (token, tokens, _options, done) => {
  tokens.verify(token).then(
    (actor) => done(null, actor),
    (error: Error) => done(error),
  );
};

const bearerToken = ExtractJwt.fromAuthHeaderAsBearerToken();

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(tokens: AccessTokens) {
    super({
      jwtFromRequest: bearerToken,
      secretOrKeyProvider: (_request: unknown, _token: unknown, done: (error: null, key: never) => void) =>
        done(null, tokens as never),
    });
  }

  validate(actor: Actor): Actor {
    return actor;
  }
}

/** Global guard: authenticates unless the route is public, then checks the role. A route that says nothing is closed. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly devices: DeviceTokens,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, places);
    if (access === 'public') return true;
    const actor = await this.actorOf(context);
    const barred = actor.deviceId !== undefined && !this.reflector.getAllAndOverride<boolean>(DEVICES, places);
    if (!barred && (access === 'signed-in' || access?.includes(actor.role))) return true;
    throw new DomainError('forbidden');
  }

  private async actorOf(context: ExecutionContext): Promise<Actor> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user: Actor }>();
    const token = bearerToken(request);
    if (!token?.startsWith(DEVICE_PREFIX)) {
      await super.canActivate(context);
      return request.user;
    }
    const actor = await this.devices.actorOf(token);
    if (!actor) throw new DomainError('unauthenticated');
    return (request.user = actor);
  }

  override handleRequest<T>(error: unknown, user: T): T {
    if (error || !user) throw new DomainError('unauthenticated');
    return user;
  }
}
