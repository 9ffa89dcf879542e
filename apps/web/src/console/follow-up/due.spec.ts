import type { FollowUpAnswer } from '@app/contracts';
import { byCase, dueOf, nextOf } from './due';

const TODAY = '2026-11-29';

it.each([
  ['2026-11-28', { kind: 'overdue', days: 1 }],
  ['2026-11-29', { kind: 'today' }],
  ['2026-12-01', { kind: 'later' }],
  [null, { kind: 'none' }],
])('what is due on %s is %j', (dueOn, due) => expect(dueOf({ dueOn, state: 'notified' }, TODAY)).toEqual(due));

it('who was not found, or is released, waits for nothing', () => {
  for (const state of ['lost', 'released'] as const)
    expect(dueOf({ dueOn: '2026-01-01', state }, TODAY)).toEqual({ kind: 'none' });
});

it('the usual step leads from notice over quarantine to release, and begins again with who was found', () =>
  expect((['to_notify', 'notified', 'quarantined', 'released', 'lost'] as const).map(nextOf)).toEqual([
    ...['notified', 'quarantined', 'released', undefined, 'notified'],
  ]));

it('a step for people of several cases is one for each case', () => {
  const items = [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
  ].map(([caseId, workerId]) => ({ caseId, workerId }) as FollowUpAnswer);
  expect([...byCase(items)]).toEqual([
    ['a', ['1', '3']],
    ['b', ['2']],
  ]);
});
