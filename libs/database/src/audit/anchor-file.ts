import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Environment } from '@app/platform';
import { z } from 'zod';
import type { Anchor } from './verify-chain.js';

const line = z.object({ no: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/), at: z.iso.datetime() });

/** Where anchors are kept: ANCHOR_DIR, else DATA_DIR/anchors. */
export const anchorFolder = ({ ANCHOR_DIR, DATA_DIR }: Environment): string =>
  resolve(ANCHOR_DIR ?? join(DATA_DIR, 'anchors'));

/** Adds a line to this month's file, on the disk when this returns. Lines are never changed. */
export async function writeAnchor(folder: string, { no, hash }: Anchor, at: Date): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = await open(join(folder, `${at.toISOString().slice(0, 7)}.jsonl`), 'a', 0o600);
  try {
    await file.write(`${JSON.stringify({ no, hash, at: at.toISOString() })}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Every anchor, oldest first. @throws Error naming the file and line that is not one of ours */
export function readAnchors(folder: string): Anchor[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.sort().flatMap((name) => {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    // a last line without its end was being written when the machine stopped
    return lines.slice(0, -1).map((text, i) => anchorOf(text, `${name}, line ${i + 1}`));
  });
}

function anchorOf(text: string, place: string): Anchor {
  const parsed = line.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`Anchor file ${place}: not an anchor.`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
