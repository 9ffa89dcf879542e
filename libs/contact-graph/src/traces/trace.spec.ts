import { answerOfEngine, runTrace } from '../../../../test/support/engine-answer.js';
import { naiveTrace } from '../../../../test/support/naive-reference.js';
import { toEngine, type World, type WorldStay } from '../../../../test/support/worlds.js';
import { type ContactGraphError, DEFAULT_CLASSES, type PresetInput, STRONGEST, traceForward } from '../index.js';

const MIDNIGHT = 1_621_789_200;

const crowded = (workers: number, stays: number, preset: PresetInput): World => {
  let state = 7;
  const draw = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  const at = (): WorldStay => {
    const from = MIDNIGHT + draw(3 * 86_400);
    const place = draw(20) === 0 ? 'W' : `L${draw(2)}`;
    return {
      worker: `w${draw(workers)}`,
      place,
      from,
      to: from + 30 + draw(draw(40) === 0 ? 90_000 : 2400),
      evidence: 'scan',
    };
  };
  return {
    name: 'crowded',
    preset: { ...preset, classes: DEFAULT_CLASSES },
    places: [
      { id: 'W', parent: null, kind: 'workshop' },
      { id: 'L0', parent: 'W', kind: 'line' },
      { id: 'L1', parent: 'W', kind: 'line' },
    ],
    stays: Array.from({ length: stays }, at),
    proximity: [],
    cases: ['w1', 'w2'].map((worker) => ({ worker, onsetOn: '2021-05-25', sampledOn: '2021-05-25', isolatedAt: null })),
    asOf: MIDNIGHT + 4 * 86_400,
    maxLevel: 4,
  };
};

const rule = (minMinutes: number | null) => ({ minMinutes, hazardPerMinute: 0.001 });
const line: PresetInput = { near: rule(0), room: rule(null), accumulate: 'total' };

describe('a forward trace', () => {
  it.each<[string, PresetInput]>([
    ['near alone', { near: rule(15), room: rule(null), accumulate: 'continuous', gapSeconds: 60 }],
    ['room in a day', { near: rule(20), room: rule(45), accumulate: 'rolling', latencySeconds: 3600 }],
    ['a total', { near: rule(15), room: rule(30), accumulate: 'total' }],
  ])('is that of the naive reference where columns have many blocks: %s', (_, preset) => {
    const world = crowded(50, 320, preset);
    const answer = answerOfEngine(world);
    expect(answer).toEqual(naiveTrace(world));
    expect(answer.some(({ earliestAt, exposedAt }) => earliestAt < exposedAt)).toBe(true);
  });

  it('keeps the twenty strongest of many sources, and sums them all', () => {
    const [from, to] = [MIDNIGHT, MIDNIGHT + 36_000];
    const codes = Array.from({ length: 30 }, (_, i) => `c${i}`);
    const stays = codes.map((worker, i) => ({
      worker,
      place: 'L0',
      from,
      to: from + 600 * (1 + (i % 3)),
      evidence: 'scan',
    }));
    const target = { worker: 'z', place: 'L0', from, to, evidence: 'scan' };
    const cases = codes.map((worker) => ({ worker, onsetOn: null, sampledOn: '2021-05-24', isolatedAt: null }));
    const world = { ...crowded(1, 0, line), stays: [...stays, target], cases };
    const { contacts } = runTrace(toEngine(world));
    expect(contacts).toMatchObject([{ sourceCount: 30, nearSeconds: 36_000 }]);
    expect(contacts[0]!.sources).toHaveLength(STRONGEST);
    expect(contacts[0]!.sources.slice(-10).every(({ nearSeconds }) => nearSeconds === 1200)).toBe(true);
    expect(answerOfEngine(world)).toEqual(naiveTrace(world));
  });

  it('reports progress between its levels and every level to the last', () => {
    const events = [...traceForward({ ...toEngine(crowded(90, 450, line)), progressEvery: 1 })];
    expect(events.filter(({ type }) => type === 'level').map(({ level }) => level)).toEqual([1, 2, 3, 4]);
    expect(events.some((event) => event.type === 'progress' && event.done === event.total)).toBe(true);
  });

  it('says which cases end before they start', () => {
    const cases = [{ worker: 'w1', onsetOn: null, sampledOn: '2021-05-25', isolatedAt: MIDNIGHT - 9 * 86_400 }];
    const { contacts, outcome } = runTrace(toEngine({ ...crowded(9, 99, line), cases }));
    expect(contacts).toEqual([]);
    expect(outcome.emptyCases).toEqual([0]);
    expect(outcome.counts).toEqual([1, 0, 0, 0, 0]);
  });

  it.each([
    ['maxLevel', { maxLevel: 0 }],
    ['rank', { rank: new Int32Array(1) }],
    ['classes', { index: toEngine({ ...crowded(9, 9, line), preset: { ...line, classes: {} } }).index }],
  ])('refuses a wrong %s', (field, change) => {
    const engine = toEngine(crowded(9, 9, line));
    const refusal: Partial<ContactGraphError> = { code: 'invalid_trace', details: { field } };
    expect(() => [...traceForward({ ...engine, ...change })]).toThrow(expect.objectContaining(refusal) as Error);
  });
});
