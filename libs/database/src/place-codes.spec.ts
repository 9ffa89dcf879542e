import { nearestShared } from './place-codes.js';

const shared = (no: number, unitPath: string) => ({ no, unitPath, organisationId: null });

describe('a shared place whose code stands in several units', () => {
  it('is the one nearest to the organisation', () => {
    const places = [shared(1, '/27/'), shared(2, '/24/213/'), shared(3, '/24/219/07777/')];
    expect(nearestShared(places, '/24/219/')?.no).toBe(3);
    expect(nearestShared(places.slice(0, 2), '/24/219/')?.no).toBe(2);
  });

  it('is the oldest of equally near ones, and never one of an organisation', () => {
    expect(nearestShared([shared(5, '/24/'), shared(4, '/24/')], '/24/219/')?.no).toBe(4);
    expect(nearestShared([{ no: 1, unitPath: null, organisationId: 'o' }], '/24/')).toBeUndefined();
  });
});
