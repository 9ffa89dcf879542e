import type { Actor } from './roles.js';

/** How much of a person somebody sees: everything, what a gate needs, or nothing. */
export type Sight = 'all' | 'gate' | 'nothing';

const BY_ROLE: Readonly<Record<Actor['role'], Sight>> = {
  province_admin: 'all',
  health_officer: 'all',
  enterprise_admin: 'all',
  personnel: 'all',
  gate_guard: 'gate',
  worker: 'all',
  auditor: 'nothing',
  service: 'nothing',
};

/** Everything that answers, lists and files say of a person, and from which sight on. */
const FIELDS = {
  ...{ id: 'gate', workerId: 'gate', organisationId: 'gate', code: 'gate', workerCode: 'gate', fullName: 'gate' },
  ...{ kind: 'gate', status: 'gate', siteCode: 'gate', placeCode: 'gate', shift: 'gate', createdAt: 'gate' },
  ...{ birthDate: 'all', sex: 'all', identityNumber: 'all', phone: 'all', address: 'all', note: 'all' },
  ...{ dormitoryRoom: 'all', busCode: 'all', startDate: 'all', endDate: 'all', updatedAt: 'all' },
} as const satisfies Record<string, Sight>;
export type PersonField = keyof typeof FIELDS;

/** Whether a name is that of a field of a person. */
export const isPersonField = (name: string): name is PersonField => name in FIELDS;

/** Who looks: what matters of an actor. */
export type Onlooker = Pick<Actor, 'role' | 'scope' | 'deviceId'>;

/** Whose record it is. */
export interface Whose {
  /** Id of the worker record. */
  id: string;
  organisationId: string;
}

/** How much of that person the actor sees. Whom a scope's organisation does not hold is not seen, whatever was found. */
export function sightOfPerson(
  { role, scope, deviceId }: Pick<Actor, 'role' | 'scope' | 'deviceId'>,
  whose: Whose,
): Sight {
  if (scope.organisationId !== undefined && scope.organisationId !== whose.organisationId) return 'nothing';
  if (role === 'worker' && scope.workerId !== whose.id) return 'nothing';
  return deviceId === undefined ? BY_ROLE[role] : 'gate';
}

/** Whether a field of a person is seen by that sight. */
export const isSeen = (field: PersonField, sight: Sight): boolean =>
  sight === 'all' || (sight === 'gate' && FIELDS[field] === 'gate');

/**
 * The one place where it is decided what an actor sees of a person: the fields of a record that lists, details, searches,
 * files and events may hold. What is not a field of a person by the table above is not passed on.
 */
export function projectPerson<R extends object>(
  actor: Onlooker,
  whose: Whose,
  record: R,
): Partial<Pick<R, keyof R & PersonField>> {
  const sight = sightOfPerson(actor, whose);
  const seen = Object.entries(record).filter(([name]) => isPersonField(name) && isSeen(name, sight));
  return Object.fromEntries(seen) as Partial<Pick<R, keyof R & PersonField>>;
}
