// The one definition of a contact that the engine, PostgreSQL and DuckDB can all express exactly.
import { resolvePreset } from '../../dist/libs/contact-graph/src/index.js';

/** As `POST /traces` takes it: near places only, the whole sum of minutes, passed on a day after at the earliest. */
export const PRESET_BODY = {
  near: { minMinutes: 15 },
  room: { minMinutes: null },
  accumulate: 'total',
  latencySeconds: 86_400,
};
export const PRESET = resolvePreset(PRESET_BODY);
export const MIN_SECONDS = PRESET.near.minMinutes * 60;
export const NEAR_KINDS = Object.keys(PRESET.classes).filter((kind) => PRESET.classes[kind] === 'near');
