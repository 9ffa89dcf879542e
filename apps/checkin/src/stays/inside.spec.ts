import { isInside } from './inside.js';
import type { PlaceEvent, PlaceFacts } from './place-event.js';

const place = (no: number, kind: PlaceFacts['kind'], ...ancestors: number[]): PlaceFacts => ({
  ...{ no, kind, siteId: 's', ancestors: new Set(ancestors) },
});
const [line, canteen, gate, otherGate] = [place(1, 'line'), place(2, 'canteen'), place(3, 'gate'), place(4, 'gate')];
const event = (where: PlaceFacts, direction: 'in' | 'out', hour: number): PlaceEvent => ({
  ...{ place: where, direction, at: hour * 3_600 },
});
const inside = (where: PlaceFacts, hour: number, ...events: PlaceEvent[]) => isInside(events, where, hour * 3_600);

describe('being inside', () => {
  it('lasts from the check-in until something ends it', () => {
    expect(inside(line, 9, event(line, 'in', 6))).toBe(true);
    expect(inside(line, 9, event(line, 'in', 6), event(line, 'out', 8))).toBe(false);
    expect(inside(line, 9, event(line, 'in', 6), event(canteen, 'in', 8))).toBe(false);
    expect(inside(line, 9, event(line, 'in', 6), event(gate, 'out', 8))).toBe(false);
  });

  it('is not believed after sixteen hours, nor before the check-in', () => {
    expect(inside(line, 23, event(line, 'in', 6))).toBe(false);
    expect(inside(line, 5, event(line, 'in', 6))).toBe(false);
  });

  it('goes by every gate of a site, whatever was scanned within it', () => {
    expect(inside(otherGate, 14, event(gate, 'in', 6), event(line, 'in', 6))).toBe(true);
    expect(inside(gate, 15, event(gate, 'in', 6), event(otherGate, 'out', 14))).toBe(false);
  });
});
