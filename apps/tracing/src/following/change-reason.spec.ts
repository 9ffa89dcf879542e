import { changeReason, type Circumstances, recastPersons, type TellingEdge } from './change-reason.js';

const [F0, F1, SELF] = [1, 2, 3];
const none: ReadonlySet<number> = new Set();
const since = (given: Partial<Circumstances> = {}): Circumstances => ({
  ...{ asOfBefore: 1000, rejoined: none, recast: none, isolated: none },
  ...given,
});
const edge = (given: Partial<TellingEdge> = {}): TellingEdge => ({
  ...{ came: true, source: F1, firstAt: 500, lastAt: 600, openedBefore: 100, opensNow: 100 },
  ...given,
});
const told = (one: Partial<TellingEdge>, happened: Partial<Circumstances> = {}) =>
  changeReason(SELF, edge(one), since(happened));

it('somebody who came or went while nothing else happened did so by the encounter itself', () => {
  expect(told({})).toEqual({ reason: 'presence', source: null });
  expect(told({ came: false })).toEqual({ reason: 'presence', source: null });
});

it('an encounter that goes on after the earlier asOf came with time, but time takes nobody out', () => {
  expect(told({ firstAt: 900, lastAt: 1001 })).toEqual({ reason: 'as_of', source: null });
  expect(told({ firstAt: 900, lastAt: 1000 }).reason).toBe('presence');
  expect(told({ came: false, firstAt: 900, lastAt: 1001 }).reason).toBe('presence');
});

it('an isolation of either one explains what came or went, and names the source when it is the source’s', () => {
  expect(told({}, { isolated: new Set([SELF]) })).toEqual({ reason: 'isolation', source: null });
  expect(told({ came: false }, { isolated: new Set([F1]) })).toEqual({ reason: 'isolation', source: F1 });
});

it('a source that was not there before, or is no more, explains it', () => {
  expect(told({ openedBefore: null })).toEqual({ reason: 'source', source: F1 });
  expect(told({ came: false, opensNow: null })).toEqual({ reason: 'source', source: F1 });
  expect(told({ opensNow: null }).reason).toBe('presence');
});

it('the time of a source explains only what lies before it', () => {
  expect(told({ openedBefore: 501 })).toEqual({ reason: 'source', source: F1 });
  expect(told({ openedBefore: 500 }).reason).toBe('presence');
  expect(told({ came: false, opensNow: 501 })).toEqual({ reason: 'source', source: F1 });
  expect(told({ came: false, opensNow: 500 }).reason).toBe('presence');
});

it('a case that was withdrawn or got other dates explains its edges, and its own person', () => {
  expect(told({ source: F0 }, { recast: new Set([F0]) })).toEqual({ reason: 'case', source: F0 });
  expect(told({ source: F0 }, { recast: new Set([SELF]) })).toEqual({ reason: 'case', source: null });
});

it('of several reasons the first wins: record, case, source, isolation, time', () => {
  const [self, source] = [new Set([SELF]), new Set([F1])];
  const gone = { openedBefore: null, lastAt: 2000 };
  expect(told(gone, { rejoined: source, recast: source, isolated: self })).toEqual({ reason: 'record', source: F1 });
  expect(told(gone, { rejoined: self, recast: self })).toEqual({ reason: 'record', source: null });
  expect(told(gone, { recast: source, isolated: self })).toEqual({ reason: 'case', source: F1 });
  expect(told(gone, { isolated: self })).toEqual({ reason: 'source', source: F1 });
  expect(told({ lastAt: 2000 }, { isolated: self }).reason).toBe('isolation');
});

it('somebody without an edge moved for a reason of their own', () => {
  expect(changeReason(SELF, null, since())).toEqual({ reason: 'presence', source: null });
  expect(changeReason(SELF, null, since({ isolated: new Set([SELF]) })).reason).toBe('isolation');
});

describe('a case is another one', () => {
  const window = { personNo: F0, from: 100, to: 1000 };
  it.each([
    ['when its person is an index case no more', [window], []],
    ['when its window starts elsewhere', [window], [{ ...window, from: 50 }]],
    ['when it was isolated in the time that the earlier list looked at', [window], [{ ...window, to: 700 }]],
    ['when that isolation is taken back', [{ ...window, to: 700 }], [{ ...window, to: 2000 }]],
  ])('%s', (_what, before, after) => {
    expect(recastPersons(before, after, 1000)).toEqual(new Set([F0]));
  });

  it('and not when only time went on', () => {
    expect(recastPersons([window], [{ ...window, to: 2000 }], 1000)).toEqual(new Set());
    expect(recastPersons([window], [{ ...window, to: 1500 }], 1000)).toEqual(new Set());
  });
});
