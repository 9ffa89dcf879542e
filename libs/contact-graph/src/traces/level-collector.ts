import { Float64Column, Int32Column } from '../growable.js';
import type { Preset } from '../preset.js';
import { roundedDose } from './ranking.js';
import { doseOfEdge, edgeWeight, scoreOfDose } from './score.js';
import type { SourceScan } from '../pairs/source-scan.js';
import { StrongestSources } from './strongest-sources.js';
import { ALWAYS, NEVER, toEpoch } from '../time.js';
import type { Contact, LevelEvent, TimeChanges } from '../types.js';

/** Sums the explaining edges of one level as they are found; the edges themselves are not kept. */
export class LevelCollector {
  readonly persons = new Int32Column(64);
  private readonly strongest = new StrongestSources();
  private readonly sourceCount = new Int32Column(64);
  private readonly firstAt = new Int32Column(64);
  private readonly lastAt = new Int32Column(64);
  private readonly near = new Float64Column(64);
  private readonly room = new Float64Column(64);
  private readonly dose = new Float64Column(64);

  constructor(
    private readonly level: number,
    private readonly preset: Preset,
    /** By person: number of its contact at this level, or −1; shared by all levels and left clean by `finish`. */
    private readonly contactOf: Int32Array,
  ) {}

  /**
   * Adds edge number `edge` of the source last followed; sources have to come in ascending order of their code. Gives the
   * number of the contact.
   */
  add(source: number, sourceScore: number, scan: SourceScan, edge: number): number {
    const [near, room] = [scan.nearSeconds.data[edge]!, scan.roomSeconds.data[edge]!];
    const [first, last] = [scan.firstAt.data[edge]!, scan.lastAt.data[edge]!];
    const contact = this.contact(scan.targets.data[edge]!);
    const weight = edgeWeight(near, room, this.preset);
    this.near.data[contact]! += near;
    this.room.data[contact]! += room;
    this.dose.data[contact]! += doseOfEdge(sourceScore, weight);
    this.sourceCount.data[contact]!++;
    if (first < this.firstAt.data[contact]!) this.firstAt.data[contact] = first;
    if (last > this.lastAt.data[contact]!) this.lastAt.data[contact] = last;
    this.strongest.add(contact, weight, source, near, room, first, last);
    return contact;
  }

  /** Time of a contact, in column time: the least of its edges. */
  exposedAt(contact: number): number {
    return this.firstAt.data[contact]!;
  }

  /** Near seconds of a contact, summed so far. */
  nearSeconds(contact: number): number {
    return this.near.data[contact]!;
  }

  /** Ends the level; `scores` receives those of its contacts. */
  finish(rank: Int32Array, scores: Float64Array, changes: TimeChanges): LevelEvent {
    const size = this.persons.length;
    const person = this.persons.data;
    for (let c = 0; c < size; c++) {
      scores[person[c]!] = scoreOfDose(this.dose.data[c]!);
      this.contactOf[person[c]!] = -1;
    }
    const contacts = (): IterableIterator<Contact> => this.ranked(rank);
    return { type: 'level', level: this.level, size, contacts, changes };
  }

  /** The contacts in the order of the report; made when asked for. */
  private *ranked(rank: Int32Array): IterableIterator<Contact> {
    const person = this.persons.data;
    const rounded = this.dose.data.subarray(0, this.persons.length).map(roundedDose);
    const order = Int32Array.from(rounded.keys()).sort(
      (a, b) => rounded[b]! - rounded[a]! || rank[person[a]!]! - rank[person[b]!]!,
    );
    for (const c of order) yield this.describe(c);
  }

  /** A contact by its number, with the sums so far. */
  describe(c: number): Contact {
    return {
      person: this.persons.data[c]!,
      level: this.level,
      exposedAt: toEpoch(this.firstAt.data[c]!),
      lastExposureAt: toEpoch(this.lastAt.data[c]!),
      nearSeconds: this.near.data[c]!,
      roomSeconds: this.room.data[c]!,
      dose: this.dose.data[c]!,
      score: scoreOfDose(this.dose.data[c]!),
      sourceCount: this.sourceCount.data[c]!,
      sources: this.strongest.of(c),
    };
  }

  private contact(person: number): number {
    if (this.contactOf[person]! >= 0) return this.contactOf[person]!;
    const contact = (this.contactOf[person] = this.persons.length);
    this.persons.push(person);
    this.sourceCount.push(0);
    this.firstAt.push(NEVER);
    this.lastAt.push(ALWAYS);
    this.near.push(0);
    this.room.push(0);
    this.dose.push(0);
    return contact;
  }
}
