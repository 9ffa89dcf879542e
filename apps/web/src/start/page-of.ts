import type { Role } from '@app/contracts';

export type Page = 'console' | 'command' | 'portal';

const PAGES: Partial<Record<Role, Page>> = {
  health_officer: 'console',
  province_admin: 'command',
  enterprise_admin: 'portal',
  personnel: 'portal',
};

/** The front end of a role, if it has one. */
export const pageOf = (role: Role): Page | undefined => PAGES[role];
