import { ContactGraphError } from './errors.js';

/** `near`: within a metre or two. `room`: the same closed space. `null`: being there together means nothing. */
export type DistanceClass = 'near' | 'room';

/** How minutes of a class are measured (contact-rules section 4). */
export type Accumulate = 'continuous' | 'rolling' | 'total';

/** Threshold and hazard of one distance class. `minMinutes`: null never qualifies, 0 any positive time does. */
export interface ClassRule {
  readonly minMinutes: number | null;
  readonly hazardPerMinute: number;
}

/** A contact definition with every parameter resolved. Durations are whole seconds, hours or days as named. */
export interface Preset {
  readonly near: ClassRule;
  readonly room: ClassRule;
  readonly accumulate: Accumulate;
  readonly gapSeconds: number;
  readonly perHours: number;
  readonly daysBefore: number;
  readonly exposureDays: number;
  readonly latencySeconds: number;
  readonly airLingerMinutes: number;
  /** Distance class by place kind; a kind that is not listed has none. */
  readonly classes: Readonly<Record<string, DistanceClass | null>>;
}

type PartialRule = Pick<ClassRule, 'minMinutes'> & { readonly hazardPerMinute?: number | undefined };
type Optional = Omit<Preset, 'near' | 'room' | 'accumulate'>;

/** What a preset must say at least; the rest has the defaults of contact-rules section 9. */
export type PresetInput = {
  readonly near: PartialRule;
  readonly room: PartialRule;
  readonly accumulate: Accumulate;
} & {
  readonly [Field in keyof Optional]?: Optional[Field] | undefined;
};

/** Distance classes where a preset does not give its own (contact-rules section 9). */
export const DEFAULT_CLASSES: Preset['classes'] = Object.freeze({
  line: 'near',
  workstation: 'near',
  'team-area': 'near',
  office: 'near',
  table: 'near',
  'dormitory-room': 'near',
  'lodging-room': 'near',
  bus: 'near',
  workshop: 'room',
  canteen: 'room',
  'lodging-house': 'room',
  clinic: 'room',
  site: null,
  building: null,
  gate: null,
  dormitory: null,
  other: null,
});

const ACCUMULATE: readonly string[] = ['continuous', 'rolling', 'total'] satisfies Accumulate[];

/**
 * Fills in the defaults. Own `classes` replace the default map as a whole.
 * Throws `invalid_preset` naming the field where a number is negative or not finite, or `accumulate` is unknown.
 */
export function resolvePreset(input: PresetInput): Preset {
  const preset: Preset = {
    near: { minMinutes: input.near.minMinutes, hazardPerMinute: input.near.hazardPerMinute ?? 0.001 },
    room: { minMinutes: input.room.minMinutes, hazardPerMinute: input.room.hazardPerMinute ?? 0.00025 },
    accumulate: input.accumulate,
    gapSeconds: input.gapSeconds ?? 0,
    perHours: input.perHours ?? 24,
    daysBefore: input.daysBefore ?? 2,
    exposureDays: input.exposureDays ?? 14,
    latencySeconds: input.latencySeconds ?? 0,
    airLingerMinutes: input.airLingerMinutes ?? 0,
    classes: input.classes ?? DEFAULT_CLASSES,
  };
  validate(preset);
  return preset;
}

function validate(preset: Preset): void {
  if (!ACCUMULATE.includes(preset.accumulate)) throw new ContactGraphError('invalid_preset', { field: 'accumulate' });
  const numbers: Record<string, number> = {
    'near.minMinutes': preset.near.minMinutes ?? 0,
    'near.hazardPerMinute': preset.near.hazardPerMinute,
    'room.minMinutes': preset.room.minMinutes ?? 0,
    'room.hazardPerMinute': preset.room.hazardPerMinute,
    gapSeconds: preset.gapSeconds,
    perHours: preset.perHours,
    daysBefore: preset.daysBefore,
    exposureDays: preset.exposureDays,
    latencySeconds: preset.latencySeconds,
    airLingerMinutes: preset.airLingerMinutes,
  };
  for (const [field, value] of Object.entries(numbers)) {
    if (!(Number.isFinite(value) && value >= 0)) throw new ContactGraphError('invalid_preset', { field });
  }
}
