import { Clocks } from './clocks';

let [wall, counter, ids] = [0, 0, 0];
const clocks = (): Clocks => {
  [wall, counter, ids] = [1_000_000, 500, 0];
  return new Clocks(
    () => wall,
    () => counter,
    () => `boot ${++ids}`,
  );
};
const pass = (onWall: number, onCounter = onWall): void => {
  wall += onWall;
  counter += onCounter;
};

it('counts on under one id while both clocks run alike', () => {
  const ours = clocks();
  pass(3_600_000, 3_600_500);
  expect(ours.read()).toEqual({ deviceAt: 4_600_000, monotonicMs: 3_601_000, bootId: 'boot 1' });
});

it('counts anew after a sleep, in which the counter stood still', () => {
  const ours = clocks();
  pass(3_600_000, 10);
  expect(ours.read().bootId).toBe('boot 2');
  pass(1_000);
  expect(ours.read().bootId).toBe('boot 2');
});

it('goes on where somebody set the wall clock back', () => {
  const ours = clocks();
  pass(-86_400_000, 10);
  expect(ours.read()).toMatchObject({ monotonicMs: 510, bootId: 'boot 1' });
});
