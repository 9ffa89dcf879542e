import { AdministrativeUnit, Preset, UnitSuccession } from '@app/database';
import type { DataSource, EntityManager } from 'typeorm';
import { PRESETS } from '../../../../seeds/presets/presets.data.js';
import { administrativeUnits, unitSuccessions } from '../../../../seeds/units/units.js';

/**
 * Puts the shipped units and presets in, at every start: a newer version of the product brings newer ones. Rows that
 * others refer to keep their keys; presets that people made are left alone. Running twice changes nothing.
 */
export async function loadReferenceData(dataSource: DataSource): Promise<void> {
  await dataSource.transaction(async (manager) => {
    await loadUnits(manager);
    await loadPresets(manager);
  });
}

async function loadUnits(manager: EntityManager): Promise<void> {
  const paths = new Map<string, string>();
  const units = administrativeUnits().map((unit) => {
    const path = `${paths.get(unit.parentCode ?? '') ?? '/'}${unit.code}/`;
    paths.set(unit.code, path);
    return { ...unit, path };
  });
  await manager.upsert(AdministrativeUnit, units, ['code']);
  // anew: a pair that an earlier version had wrong must not go on widening scopes
  await manager.deleteAll(UnitSuccession);
  await manager.insert(UnitSuccession, unitSuccessions());
}

async function loadPresets(manager: EntityManager): Promise<void> {
  const rows = PRESETS.map(({ id, name, reference, validFrom, validTo, ...parameters }) => ({
    ...{ id, name, reference, validFrom, validTo },
    parameters: { ...parameters },
  }));
  await manager.upsert(Preset, rows, ['id']);
}
