import type { Role } from '@app/contracts';
import { deviceStore, tabStore } from '../api/token-store';

export type Page = 'console' | 'command' | 'portal' | 'scan';

const PAGES: Partial<Record<Role, Page>> = {
  health_officer: 'console',
  province_admin: 'command',
  enterprise_admin: 'portal',
  personnel: 'portal',
  worker: 'scan',
  gate_guard: 'scan',
};

/** The front end of a role, if it has one. */
export const pageOf = (role: Role): Page | undefined => PAGES[role];

/** Leads to a page. The one for phones keeps its sessions on the device: it takes over this tab's. */
export function open(page: Page): void {
  const kept = tabStore().read();
  if (page === 'scan' && kept) {
    deviceStore().write(kept);
    tabStore().write(null);
  }
  location.replace(`/${page}/`);
}
