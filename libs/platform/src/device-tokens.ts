import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/contracts';

/** What tells a device's token from an access token, at a glance. */
export const DEVICE_PREFIX = 'tvd_';

type DeviceCheck = (token: string) => Promise<Actor | undefined>;

/**
 * Where the guard asks for whom the token of a gate device stands. Such tokens are opaque and live long, so each request
 * asks: whoever holds the devices' table says how (`checkWith`).
 */
@Injectable()
export class DeviceTokens {
  private check: DeviceCheck = () => Promise.resolve(undefined);

  checkWith(check: DeviceCheck): void {
    this.check = check;
  }

  /** @returns undefined for a token that was never given out, or is revoked. @throws what the database throws */
  actorOf(token: string): Promise<Actor | undefined> {
    return this.check(token);
  }
}
