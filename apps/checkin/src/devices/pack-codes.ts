import type { CodeTokens, WorkerMark } from '../codes/code-tokens.js';

/** So many versions back a badge or phone that was lost is known as such; older ones are merely unknown. */
const KNOWN_LOST = 10;

/** The codes by which a worker is known at a gate: those in force, and those that were replaced. */
export function codesOf(tokens: CodeTokens, worker: WorkerMark): { inForce: string[]; lost: string[] } {
  const { badgeVersion, phoneVersion } = worker;
  const badge = (version: number): string => tokens.badge({ ...worker, badgeVersion: version });
  const phone = (version: number): string => tokens.handle({ ...worker, phoneVersion: version });
  return {
    inForce: [badge(badgeVersion), ...(phoneVersion > 0 ? [phone(phoneVersion)] : [])],
    lost: [...before(badgeVersion).map(badge), ...before(phoneVersion).map(phone)],
  };
}

/** The versions before one, as far as they are known; the first is 1. */
function before(version: number): number[] {
  const first = Math.max(1, version - KNOWN_LOST);
  return Array.from({ length: Math.max(0, version - first) }, (_, at) => first + at);
}
