import type { Preset } from '../preset.js';

/** Weight of an edge: 1 − exp(−hazard), hazard from plain minutes of the cut unions (contact-rules section 7). */
export function edgeWeight(nearSeconds: number, roomSeconds: number, preset: Pick<Preset, 'near' | 'room'>): number {
  const hazard = preset.near.hazardPerMinute * nearSeconds + preset.room.hazardPerMinute * (roomSeconds - nearSeconds);
  return 1 - Math.exp(-hazard / 60);
}

/** What one edge adds to the dose of its target. A factor under 10⁻¹⁵ counts as 10⁻¹⁵. */
export function doseOfEdge(sourceScore: number, weight: number): number {
  return -Math.log(Math.max(1e-15, 1 - sourceScore * weight));
}

/** Score of a dose. It ranks, it does not diagnose. */
export function scoreOfDose(dose: number): number {
  return 1 - Math.exp(-dose);
}
