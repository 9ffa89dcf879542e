import { z } from 'zod';
import { id, text } from './common.js';

/** `POST /organisations/:id/devices`: a phone or terminal that checks people in at a site; `placeId` is where it stands. */
export const newDevice = z.object({ name: text(100), siteId: id, placeId: id.optional() });
export type NewDevice = z.output<typeof newDevice>;

/** `POST /devices/enrol` */
export const deviceEnrolment = z.object({ code: z.string().min(1).max(200) });

export interface DeviceAnswer {
  id: string;
  organisationId: string;
  siteId: string;
  placeId: string | null;
  name: string;
  enrolledAt: string | null;
  /** Within a minute. */
  lastSeenAt: string | null;
  revokedAt: string | null;
  createdAt: string;
}

/** A new device: the code is shown this once, and is good once. */
export type InvitedDevice = DeviceAnswer & { enrolmentCode: string; codeExpiresAt: string };

/** What an enrolled device keeps: the token is shown this once. */
export type EnrolledDevice = DeviceAnswer & { token: string };
