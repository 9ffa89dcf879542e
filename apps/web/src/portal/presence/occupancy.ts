import type { PlaceAnswer, PlaceKind } from '@app/contracts';
import type { OccupancyAnswer } from '../../api/routes';

export type Occupancy = OccupancyAnswer;

export interface PlaceLoad {
  placeId: string;
  name: string;
  kind: PlaceKind;
  inside: number;
  capacity: number | null;
  /** Of the capacity, else of the fullest place, 0–1. */
  share: number;
  isOver: boolean;
}

/** Places with somebody in them, the fullest first, and how many are empty. */
export function loadsOf({ places }: Occupancy, known: readonly PlaceAnswer[]): { loads: PlaceLoad[]; empty: number } {
  const capacities = new Map(known.map(({ id, capacity }) => [id, capacity]));
  const taken = places.filter(({ inside }) => inside > 0);
  const fullest = Math.max(1, ...taken.map(({ inside }) => inside));
  const loads = taken.map(({ placeId, name, kind, inside }) => {
    const capacity = capacities.get(placeId) ?? null;
    const share = Math.min(1, inside / (capacity ?? fullest));
    return { placeId, name, kind, inside, capacity, share, isOver: capacity !== null && inside > capacity };
  });
  const order = (a: PlaceLoad, b: PlaceLoad): number =>
    Number(b.isOver) - Number(a.isOver) || b.inside - a.inside || a.name.localeCompare(b.name, 'vi');
  return { loads: loads.sort(order), empty: places.length - taken.length };
}
