import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A local day gone by for which rows were or will be stored. Written before they are, by `ensure_day_partition`; whoever
 * deletes the day's data locks the row first. It belongs to a database, not to its data: no part of a backup.
 */
@Entity('presence_day')
export class PresenceDay {
  @PrimaryColumn({ type: 'date' })
  day: string;

  /** When rows were last on their way; −infinity where none ever came late. */
  @Column({ type: 'timestamptz' })
  announcedAt: Date;
}
