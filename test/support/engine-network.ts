import { dayNetwork, type NetworkQuestion } from '@app/contact-graph';
import type { NetworkAnswer, NetworkDay } from './naive-network.js';
import { toEngine, type World } from './worlds.js';

/** The network of a day as the engine finds it, by names. */
export function networkOfEngine(world: World, { from, to, ...day }: NetworkDay): NetworkAnswer {
  const { index, preset, codes, placeIds } = toEngine(world);
  const { persons, standsFor } = day;
  const question: NetworkQuestion = {
    ...{ from, to, preset },
    ...(persons ? { persons: persons.map((code) => codes.indexOf(code)) } : {}),
    ...(standsFor ? { standsFor: Int32Array.from(placeIds, (id) => placeIds.indexOf(standsFor[id] ?? id)) } : {}),
  };
  const run = dayNetwork(index, question);
  let step = run.next();
  while (!step.done) step = run.next();
  const { venues, ...figures } = step.value;
  const named = venues.map(({ place, ...rest }) => ({ place: placeIds[place]!, ...rest }));
  return { ...figures, venues: named.sort((a, b) => (a.place < b.place ? -1 : 1)) };
}
