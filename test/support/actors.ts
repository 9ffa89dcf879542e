import type { Actor, Role, Scope } from '@app/contracts';
import { newId } from '@app/database';

const actor = (role: Role, scope: Scope = {}): Actor => ({ userId: newId(), username: role, role, scope });

export const provinceAdmin = (): Actor => actor('province_admin');
export const healthOfficer = (...unitCodes: string[]): Actor =>
  actor('health_officer', { unitCodes: unitCodes.length > 0 ? unitCodes : ['24'] });
export const enterpriseAdmin = (organisationId: string): Actor => actor('enterprise_admin', { organisationId });
export const personnel = (organisationId: string): Actor => actor('personnel', { organisationId });
export const gateGuard = (organisationId: string, siteId?: string): Actor =>
  actor('gate_guard', { organisationId, ...(siteId ? { siteId } : {}) });
export const workerActor = (organisationId: string, workerId: string): Actor =>
  actor('worker', { organisationId, workerId });
export const auditor = (): Actor => actor('auditor');
export const machine = (): Actor => actor('service');
