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

type Authenticated = FastifyRequest & { user: Actor };

/** Who may call a route. */
interface Rule {
  access: Access | undefined;
  forDevices: boolean;
}

/** @throws forbidden */
function admit({ role, deviceId }: Actor, { access, forDevices }: Rule): true {
  const barred = deviceId !== undefined && !forDevices;
  if (!barred && (access === 'signed-in' || access?.includes(role))) return true;
  throw new DomainError('forbidden');
}

/** Global guard: authenticates unless the route is public, then checks the role. A route that says nothing is closed. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') implements CanActivate {
  private readonly rules = new WeakMap<object, WeakMap<object, Rule>>();

  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly devices: DeviceTokens,
  ) {
    super();
  }

  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = this.ruleOf(context);
    if (rule.access === 'public') return true;
    const request = context.switchToHttp().getRequest<Authenticated>();
    const token = bearerToken(request);
    const known = token && this.tokens.recall(token);
    if (!known) return this.authenticate(context, request, token).then((actor) => admit(actor, rule));
    request.user = known;
    return admit(known, rule);
  }

  private async authenticate(context: ExecutionContext, request: Authenticated, token: string | null): Promise<Actor> {
    if (!token?.startsWith(DEVICE_PREFIX)) {
      await super.canActivate(context);
      return request.user;
    }
    const actor = await this.devices.actorOf(token);
    if (!actor) throw new DomainError('unauthenticated');
    return (request.user = actor);
  }

  /** Looked up once: what decorators say of a route does not change while the process runs. */
  private ruleOf(context: ExecutionContext): Rule {
    const [handler, controller] = [context.getHandler(), context.getClass()];
    const known = this.rules.get(controller) ?? new WeakMap<object, Rule>();
    this.rules.set(controller, known);
    const rule = known.get(handler) ?? {
      access: this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, controller]),
      forDevices: this.reflector.getAllAndOverride<boolean | undefined>(DEVICES, [handler, controller]) === true,
    };
    known.set(handler, rule);
    return rule;
  }

  override handleRequest<T>(error: unknown, user: T): T {
    if (error || !user) throw new DomainError('unauthenticated');
    return user;
  }
}
