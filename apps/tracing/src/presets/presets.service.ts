import { Injectable } from '@nestjs/common';
import { resolvePreset, type Preset as Parameters, type PresetInput } from '@app/contact-graph';
import {
  isoOf,
  localDate,
  PLACE_KINDS,
  secondsOf,
  type Actor,
  type InlinePreset,
  type NewPreset,
  type PresetHead,
} from '@app/contracts';
import { Audit, Preset } from '@app/database';
import { DomainError } from '@app/platform';
import { DataSource, type EntityManager } from 'typeorm';

/** A preset as a trace uses and keeps it: what it is called, and every parameter. */
export interface UsedPreset extends Parameters, PresetHead {}

/** The preset that a request names or gives, if any. */
interface PresetWish {
  presetId?: string | undefined;
  preset?: InlinePreset | undefined;
}

const INLINE = { id: 'inline', name: 'Given with the request', reference: '' };

/** Presets are dated data with a legal reference (contact-rules, section 9). */
@Injectable()
export class PresetsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  async list(): Promise<{ items: object[]; nextCursor: null }> {
    const rows = await this.dataSource.manager.find(Preset, { order: { validFrom: 'DESC', id: 'ASC' } });
    return { items: rows.map((row) => ({ ...usedOf(row), createdAt: isoOf(row.createdAt) })), nextCursor: null };
  }

  /** @throws preset_exists, unknown_kind */
  create(actor: Actor, body: NewPreset): Promise<object> {
    return this.dataSource.transaction(async (manager) => {
      if (await manager.existsBy(Preset, { id: body.id })) throw new DomainError('preset_exists');
      const { id, name, reference, validFrom, validTo } = body;
      const row = { id, name, reference, validFrom, validTo: validTo ?? null, createdBy: actor.userId };
      await manager.insert(Preset, { ...row, parameters: { ...parametersOf(body) } });
      await this.audit.record(manager, actor, { action: 'preset.create', subject: `preset:${id}`, count: 0 });
      const stored = await manager.findOneByOrFail(Preset, { id });
      return { ...usedOf(stored), createdAt: isoOf(stored.createdAt) };
    });
  }

  /**
   * The preset of a trace: the given one, the named one, or the one in force on the latest confirmation of the cases.
   * @throws unknown_preset, unknown_kind
   */
  forTrace(
    manager: EntityManager,
    wish: PresetWish,
    cases: readonly { confirmed_at: Date | null; sampled_on: string }[],
  ): Promise<UsedPreset> {
    return this.forDay(manager, wish, latestConfirmation(cases));
  }

  /**
   * The given preset, the named one, or the Vietnamese one in force on a local date (the masked one where two are,
   * `vn-3638` before its time).
   * @throws unknown_preset, unknown_kind
   */
  async forDay(manager: EntityManager, wish: PresetWish, day: string): Promise<UsedPreset> {
    if (wish.preset) {
      const { id, name, reference, validFrom, validTo } = wish.preset;
      const named = { id: id ?? INLINE.id, name: name ?? INLINE.name, reference: reference ?? INLINE.reference };
      return { ...named, validFrom: validFrom ?? null, validTo: validTo ?? null, ...parametersOf(wish.preset) };
    }
    const id = wish.presetId ?? (await this.inForce(manager, day));
    const row = await manager.findOneBy(Preset, { id });
    if (!row) throw new DomainError('unknown_preset', 'See GET /presets for those there are.');
    return usedOf(row);
  }

  private async inForce(manager: EntityManager, day: string): Promise<string> {
    const rows = await manager.query<{ id: string }[]>(
      `select id from preset where starts_with(id, 'vn-') and created_by is null
         and valid_from <= $1 and (valid_to is null or valid_to >= $1)
       order by right(id, 7) = '-masked' desc, valid_from desc, id limit 1`,
      [day],
    );
    return rows[0]?.id ?? 'vn-3638';
  }
}

function latestConfirmation(cases: readonly { confirmed_at: Date | null; sampled_on: string }[]): string {
  const days = cases.map((one) => (one.confirmed_at ? localDate(secondsOf(one.confirmed_at)) : one.sampled_on));
  return days.sort().at(-1)!;
}

function usedOf(row: Preset): UsedPreset {
  const { id, name, reference, validFrom, validTo, parameters } = row;
  const { classes, ...rest } = parameters as PresetInput & { classes?: NewPreset['classes'] };
  return { id, name, reference, validFrom, validTo, ...resolvePreset({ ...rest, classes: classMapOf(classes) }) };
}

/** Every parameter, defaults filled in. @throws unknown_kind */
function parametersOf(given: InlinePreset | NewPreset): Parameters {
  const kinds: readonly string[] = PLACE_KINDS;
  const unknown = Object.keys(given.classes ?? {}).filter((kind) => !kinds.includes(kind));
  if (unknown.length > 0) {
    const faults = unknown.map((kind) => ({ path: `classes.${kind}`, code: 'unknown_kind', message: 'no such kind' }));
    throw new DomainError('unknown_kind', `The kinds of place are: ${kinds.join(', ')}.`, faults);
  }
  const { near, room, accumulate, gapSeconds, perHours, daysBefore } = given;
  const { exposureDays, latencySeconds, airLingerMinutes } = given;
  const classes = classMapOf(given.classes);
  const rest = { gapSeconds, perHours, daysBefore, exposureDays, latencySeconds, airLingerMinutes };
  return resolvePreset({ near, room, accumulate, ...rest, classes });
}

/** `none` as people write it is `null` to the engine; without a map the engine's own holds. */
function classMapOf(classes: NewPreset['classes']): Parameters['classes'] | undefined {
  if (!classes) return undefined;
  return Object.fromEntries(Object.entries(classes).map(([kind, cls]) => [kind, cls === 'none' ? null : cls]));
}
