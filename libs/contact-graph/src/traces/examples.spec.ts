import { readFileSync } from 'node:fs';
import { DEFAULT_CLASSES } from '../index.js';
import { type Answer, answerOfEngine } from '../../../../test/support/engine-answer.js';
import { naiveTrace } from '../../../../test/support/naive-reference.js';
import type { World } from '../../../../test/support/worlds.js';

type Expected = Pick<
  Answer,
  'worker' | 'level' | 'exposedAt' | 'earliestAt' | 'lastExposureAt' | 'score' | 'dose' | 'edges'
>;

const examples = JSON.parse(
  readFileSync(`${process.cwd()}/libs/contact-graph/fixtures/contact-examples.json`, 'utf8'),
) as { world: World; expected: Expected[] }[];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the examples of the contact rules', () => {
  it.each(examples.map(({ world, expected }) => [world.name, world, expected] as const))('%s', (_, world, expected) => {
    const answers = answerOfEngine(world);

    expect(answers.map(inTermsOfExamples)).toEqual(expected);
    for (const answer of answers) {
      expect(answer.nearSeconds).toBe(sum(answer.edges.map(({ nearSeconds }) => nearSeconds)));
      expect(answer.roomSeconds).toBe(sum(answer.edges.map(({ roomSeconds }) => roomSeconds)));
      expect(answer.sourceCount).toBe(answer.edges.length);
    }
  });
});

describe('the naive reference that random worlds are held against', () => {
  const small = examples.filter(({ world }) => world.stays.length < 50);

  it.each(small.map(({ world, expected }) => [world.name, world, expected] as const))(
    'agrees on: %s',
    (_, world, expected) => {
      const withClasses = { ...world, preset: { ...world.preset, classes: DEFAULT_CLASSES } };
      expect(naiveTrace(withClasses).map(inTermsOfExamples)).toEqual(expected);
    },
  );
});

function inTermsOfExamples(answer: Answer): Expected {
  const { worker, level, exposedAt, earliestAt, lastExposureAt, score, dose, edges } = answer;
  const plain = edges.map(({ pieces, ...edge }) => {
    expect(pieces?.length).toBeGreaterThan(0);
    return edge;
  });
  return { worker, level, exposedAt, earliestAt, lastExposureAt, score, dose, edges: plain };
}
