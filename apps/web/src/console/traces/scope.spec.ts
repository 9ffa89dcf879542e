import { bodyOf } from './scope';

const scope = { key: 0, name: ' Chuyền 3 ', from: 1, to: 1, placeIds: [], everyone: false, risk: 100 };

it('asks for the levels between two thumbs, both included, and for the riskiest only where a share is set', () => {
  expect(bodyOf(scope)).toEqual({ name: 'Chuyền 3', levels: [1] });
  expect(bodyOf({ ...scope, from: 2, to: 4, risk: 35 })).toEqual({
    name: 'Chuyền 3',
    levels: [2, 3, 4],
    topRisk: 0.35,
  });
});

it('asks for whoever was at the places, contact or not, only where places are named', () => {
  expect(bodyOf({ ...scope, placeIds: ['a'], everyone: true, risk: 35 })).toEqual({
    name: 'Chuyền 3',
    placeIds: ['a'],
  });
  expect(bodyOf({ ...scope, placeIds: ['a'] })).toEqual({ name: 'Chuyền 3', levels: [1], placeIds: ['a'] });
  expect(bodyOf({ ...scope, everyone: true })).toEqual({ name: 'Chuyền 3', levels: [1] });
});
