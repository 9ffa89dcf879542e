import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** A made-up person whose number, phone and address stand nowhere else, in the world or in our files. */
export interface Canary {
  code: string;
  fullName: string;
  identityNumber: string;
  /** As people write it: 0 and nine digits. */
  phone: string;
  address: string;
}

const [NUMBER, PHONE, ADDRESS, NAME] = ['02419377', '98866', 'Ngách Hoàng Yến', 'Bạch Yến'];
const digits = (n: number, width: number): string => String(n).padStart(width, '0');

/** The n-th of at most ten thousand. */
export const canary = (n: number): Canary => ({
  code: `HY${n}`,
  fullName: `${NAME} ${n}`,
  identityNumber: NUMBER + digits(n, 4),
  phone: `0${PHONE}${digits(n, 4)}`,
  address: `Số ${n}, ${ADDRESS} ${n}`,
});

/** How a text may stand in bytes: as it is, in hexadecimal, and in base64 wherever it begins. */
function shapesOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // the first and last letters depend on what stands around
    return whole.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return [
    bytes,
    ...[bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...base64].map((one) => Buffer.from(one)),
  ];
}

/** What must not be found, and what shows that the search finds: names stay readable. */
const SECRET = [NUMBER, PHONE, ADDRESS].flatMap(shapesOf);
const PLAIN = Buffer.from(NAME);
const LONGEST = Math.max(...SECRET.map(({ length }) => length));

export interface Sightings {
  bytes: number;
  /** Where a number, phone or address was seen. */
  secrets: string[];
  /** Where a name was seen. */
  names: string[];
}

/** Looks through bytes from several places. */
export class Search {
  readonly seen: Sightings = { bytes: 0, secrets: [], names: [] };

  async through(where: string, pieces: AsyncIterable<Buffer | Uint8Array>): Promise<void> {
    let rest = Buffer.alloc(0);
    const found = { secret: false, name: false };
    for await (const piece of pieces) {
      const bytes = Buffer.concat([rest, piece]);
      this.seen.bytes += piece.length;
      found.secret ||= SECRET.some((one) => bytes.includes(one));
      found.name ||= bytes.includes(PLAIN);
      rest = bytes.subarray(-LONGEST);
    }
    if (found.secret) this.seen.secrets.push(where);
    if (found.name) this.seen.names.push(where);
  }

  text(where: string, text: string): Promise<void> {
    return this.through(where, [Buffer.from(text)] as never);
  }

  /** Every file below a folder. */
  async folder(path: string): Promise<void> {
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile() && statSync(file).size > 0)
        await this.through(file, createReadStream(file, { highWaterMark: 4 * 1024 * 1024 }));
    }
  }

  /** Every table of every schema that is not PostgreSQL's own, by COPY in binary: values as they are. */
  async tables(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class where relkind in ('r', 'm') and relpersistence <> 't'
         and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)`,
    );
    for (const { name } of rows)
      await this.through(name, client.query(copyTo(`copy (select * from ${name}) to stdout (format binary)`)));
  }
}
