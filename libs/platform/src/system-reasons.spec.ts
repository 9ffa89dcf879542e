import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM_REASONS } from './system-reasons.js';

/** Every use of `asSystem`, by hand: whoever adds one says here what for, and somebody looks at it. */
const USES: Record<string, string[]> = {
  'apps/accounts/src/organisations/completeness.service.ts': ['figures'],
  'apps/accounts/src/sessions/sessions.controller.ts': [...Array<string>(4).fill('sign_in'), 'sessions', 'sessions'],
  'apps/accounts/src/users/account-ends.service.ts': ['account_end'],
  'apps/accounts/src/users/invitations.service.ts': ['invitation'],
  'apps/checkin/src/check-ins/check-ins.service.ts': ['check_in', 'check_in'],
  'apps/checkin/src/devices/devices.service.ts': ['device_enrolment'],
  'apps/checkin/src/devices/pack.service.ts': ['gate_ruling'],
  'apps/checkin/src/occupancy/evacuation.service.ts': ['evacuation'],
  'apps/checkin/src/occupancy/occupancy.service.ts': ['inside'],
  'apps/checkin/src/own/own-check-ins.service.ts': ['own_data', 'gate_ruling'],
  'apps/checkin/src/stays/imports/presence-imports.service.ts': ['take_back'],
  'apps/exchange/src/exports/exports.service.ts': ['export_count'],
  'apps/tracing/src/command/command.service.ts': ['figures'],
  'apps/tracing/src/follow-up/clock.service.ts': ['figures'],
  'apps/tracing/src/follow-up/communes.service.ts': ['figures'],
  'apps/tracing/src/scopes/scopes.service.ts': ['figures', 'figures'],
  'apps/tracing/src/traces/contacts.service.ts': ['encounters', 'encounters'],
  'apps/workers/src/imports/import-previews.service.ts': ['files'],
  'apps/workers/src/imports/import-undo.service.ts': ['take_back'],
  'apps/workers/src/rights/own-data.service.ts': ['own_data'],
  'libs/database/src/closed-accounts.ts': ['account_end'],
  'libs/database/src/device-sessions.ts': ['device_token'],
  'libs/database/src/files.ts': ['files', 'files', 'files'],
  'libs/tables/src/imports/data-imports.ts': ['files'],
};

const sources = ['apps', 'libs']
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name)))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && name !== 'libs/platform/src/calling.ts');

it('a request goes past the wall where it is written down here, for a reason of the list, and nowhere else', () => {
  const found = sources.flatMap((name) => {
    const text = readFileSync(name, 'utf8');
    const uses = [...text.matchAll(/\basSystem\(\s*'(\w+)'/g)].map(([, reason]) => reason!);
    // besides the import it is never named but called with a reason
    const named = [...text.matchAll(/\basSystem\b/g)].length;
    expect([name, named]).toEqual([name, uses.length > 0 ? uses.length + 1 : 0]);
    return uses.length > 0 ? [[name, uses] as const] : [];
  });
  expect(Object.fromEntries(found)).toEqual(USES);
  expect(new Set(Object.values(USES).flat())).toEqual(new Set(Object.keys(SYSTEM_REASONS)));
  process.stdout.write(
    `${Object.values(USES).flat().length} uses of asSystem, ${Object.keys(SYSTEM_REASONS).length} reasons\n`,
  );
});
