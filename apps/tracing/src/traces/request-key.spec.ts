import { resolvePreset } from '@app/contact-graph';
import { requestKey, type TraceRequest } from './request-key.js';

const parameters = resolvePreset({
  ...{ near: { minMinutes: 15 }, room: { minMinutes: null }, accumulate: 'total' },
  classes: { line: 'near', bus: 'near' },
});
const preset = { ...{ id: 'own', name: 'Own', reference: '', validFrom: null, validTo: null }, ...parameters };
const [a, b] = ['a', 'b'].map((id) => ({ id, onset_on: null, sampled_on: '2021-05-24', isolated_at: null }));
const asked: TraceRequest = { cases: [a!, b!], preset, maxLevel: 2, direction: 'forward', asOf: undefined };
const asOf = new Date('2021-05-28T00:00:00Z');
const keyWith = (other: Partial<TraceRequest>): string => requestKey({ ...asked, ...other });

it('is one for the same cases and the same preset in any order', () => {
  const { near, classes, ...rest } = preset;
  const turned = Object.fromEntries(Object.entries(classes).reverse());
  expect(keyWith({ cases: [b!, a!], preset: { ...rest, classes: turned, near } })).toBe(requestKey(asked));
  expect(keyWith({ asOf })).toBe(keyWith({ asOf: new Date(asOf) }));
});

it.each<[string, Partial<TraceRequest>]>([
  ['case', { cases: [a!] }],
  ['date of a case', { cases: [a!, { ...b!, onset_on: '2021-05-22' }] }],
  ['parameter of the preset', { preset: { ...preset, daysBefore: 3 } }],
  ['class of a place', { preset: { ...preset, classes: { ...preset.classes, bus: 'room' } } }],
  ['depth', { maxLevel: 3 }],
  ['direction', { direction: 'backward' }],
  ['time, though it were now', { asOf }],
])('is another for another %s', (_what, other) => {
  expect(keyWith(other)).not.toBe(requestKey(asked));
});
