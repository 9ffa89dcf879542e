import type { CaseClock } from '@app/contracts';
import { stepsOf } from './steps';

const CLOCK: CaseClock = {
  ...{ caseId: '', workerId: '', workerCode: '', organisationId: '', districtCode: '' },
  ...{ positiveAt: '2026-11-29T01:00:00Z', listAt: null, noticeAt: null, quarantineAt: null },
  ...{ contacts: 4, notified: 0, quarantined: 0 },
};
const now = Date.parse('2026-11-29T04:00:00Z') / 1_000;

it('the clock runs for the list until there is one, then for notice, then for quarantine', () => {
  expect(stepsOf(CLOCK, now)).toEqual({
    list: { kind: 'running', seconds: 10_800 },
    notice: { kind: 'waiting' },
    quarantine: { kind: 'waiting' },
  });
  const listed = { ...CLOCK, listAt: '2026-11-29T01:20:00Z' };
  expect(stepsOf(listed, now)).toMatchObject({
    list: { kind: 'reached', seconds: 1_200 },
    notice: { kind: 'running' },
  });
  const told = { ...listed, noticeAt: '2026-11-29T02:00:00Z' };
  expect(stepsOf(told, now)).toMatchObject({ notice: { seconds: 3_600 }, quarantine: { kind: 'running' } });
});

it('a list without anybody leaves nothing to wait for', () =>
  expect(stepsOf({ ...CLOCK, contacts: 0, listAt: '2026-11-29T01:20:00Z' }, now).notice).toEqual({ kind: 'waiting' }));
