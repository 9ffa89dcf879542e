import { Gate } from './gate.js';

it('runs no more at once than it is wide, and refuses who would wait in too long a line', async () => {
  const gate = new Gate(2, 3);
  let [running, most] = [0, 0];
  const work = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  };
  const results = await Promise.allSettled(Array.from({ length: 7 }, () => gate.pass(work)));
  expect(most).toBe(2);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(2);
});

it('gives its place back when the work fails', async () => {
  const gate = new Gate(1, 1);
  await expect(gate.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(gate.pass(() => Promise.resolve('yes'))).resolves.toBe('yes');
});
