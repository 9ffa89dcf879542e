import { nextStep, stepsDone } from './steps';

const NOBODY = { active: 0, withPhone: 0, withPlace: 0, withShift: 0, withRoom: 0 };
const NOTHING = { sites: 0, places: 0, gates: 0, workers: NOBODY, lastCheckInAt: null };
const HOME = { address: 'Việt Yên' };

it('begins with the organisation, and goes on to what is not there yet', () => {
  expect(nextStep(stepsDone({ address: null }, NOTHING))).toBe('details');
  expect(nextStep(stepsDone(HOME, NOTHING))).toBe('site');
  expect(nextStep(stepsDone(HOME, { ...NOTHING, sites: 1, places: 4 }))).toBe('places');
});

it('has workers once somebody works there, and posters once one was scanned', () => {
  const placed = { ...NOTHING, sites: 1, places: 4, gates: 1 };
  expect(nextStep(stepsDone(HOME, placed))).toBe('workers');
  const peopled = { ...placed, workers: { ...NOBODY, active: 2 } };
  expect(nextStep(stepsDone(HOME, peopled))).toBe('posters');
  expect(nextStep(stepsDone(HOME, { ...peopled, lastCheckInAt: '2026-11-29T00:00:00Z' }))).toBeUndefined();
});
