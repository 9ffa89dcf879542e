/** Who may call, and within which scope (api.md, Conventions). */
export const ROLES = [
  'province_admin',
  'health_officer',
  'enterprise_admin',
  'personnel',
  'gate_guard',
  'worker',
  'auditor',
  'service',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that sign in with a code of their authenticator besides the password: officers and administrators. */
export const SECOND_FACTOR_ROLES: readonly Role[] = ['province_admin', 'health_officer', 'enterprise_admin'];

/** The bounds within which an account acts. Absent parts do not bound: a province_admin has none. */
export interface Scope {
  unitCodes?: string[];
  organisationId?: string;
  siteId?: string;
  workerId?: string;
}

/** Who is calling: what an access token carries, or a device's token stands for. */
export interface Actor {
  userId: string;
  username: string;
  role: Role;
  scope: Scope;
  /** The gate device that is calling; absent for people and other machines. */
  deviceId?: string;
}
