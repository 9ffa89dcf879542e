import { AdministrativeUnit, UnitSuccession } from '@app/database';
import type { DataSource } from 'typeorm';

/** A unit in a made-up history; `land` is what it is made of, for the oracle alone. */
export interface LandedUnit {
  code: string;
  parent: LandedUnit | undefined;
  path: string;
  land: ReadonlySet<string>;
  validFrom: string;
  validTo: string | null;
}

/** Units and what became of them, made up at random: districts in provinces, then mergers, new names and splits. */
export class UnitHistory {
  readonly units: LandedUnit[] = [];
  readonly successions: [old: LandedUnit, next: LandedUnit][] = [];
  private year = 2000;

  constructor(
    private readonly name: string,
    private readonly random: () => number,
  ) {
    for (let province = 0; province < 4; province++) {
      const districts = [0, 1, 2].map((n) => `${this.name}-${province}-${n}`);
      const top = this.add(undefined, [...districts, `${this.name}-${province}`]);
      for (const land of districts) this.add(top, [land]);
    }
  }

  get living(): LandedUnit[] {
    return this.units.filter(({ validTo }) => validTo === null);
  }

  /** Two provinces, or a province and one that came out of a merger before, become one. */
  merge(): void {
    const tops = this.living.filter(({ parent, land }) => !parent && land.size > 1);
    const first = this.pick(tops);
    const second = this.pick(tops.filter((one) => one !== first));
    if (first && second) this.replace([first, second], [[...first.land, ...second.land]]);
  }

  rename(): void {
    const one = this.pick(this.living.filter(({ parent }) => !parent));
    if (one) this.replace([one], [[...one.land]]);
  }

  split(): void {
    const one = this.pick(this.living.filter(({ land }) => land.size > 3));
    if (!one) return;
    const land = [...one.land];
    this.replace([one], [land.slice(0, 2), land.slice(2)]);
  }

  /** Written down as the product's own units are. */
  async store(db: DataSource): Promise<void> {
    const rows = this.units.map(({ parent, land: _, ...unit }) => ({
      ...{ ...unit, name: unit.code, level: 'any', parentCode: parent?.code ?? null },
    }));
    await db.getRepository(AdministrativeUnit).insert(rows);
    const pairs = this.successions.map(([old, next]) => ({ code: old.code, successorCode: next.code }));
    await db.getRepository(UnitSuccession).insert(pairs);
  }

  private replace(old: LandedUnit[], lands: string[][]): void {
    this.year++;
    const ended = old.flatMap((one) => [one, ...this.living.filter(({ path }) => path.startsWith(one.path))]);
    for (const one of ended) one.validTo = `${this.year - 1}-12-31`;
    const next = lands.map((land) => this.add(undefined, land));
    for (const one of old) this.successions.push(...next.map((its): [LandedUnit, LandedUnit] => [one, its]));
  }

  private add(parent: LandedUnit | undefined, land: string[]): LandedUnit {
    const code = `${this.name}.${this.units.length}`;
    const dates = { validFrom: `${this.year}-01-01`, validTo: null };
    const unit = { code, parent, path: `${parent?.path ?? '/'}${code}/`, land: new Set(land), ...dates };
    this.units.push(unit);
    return unit;
  }

  private pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.random() * from.length)];
  }
}
