/** What a receipt has to say about a part. */
export interface Expected {
  exportId: string;
  part: number;
  name: string;
  rows: number;
  sha256: string;
}

export interface Reply {
  status: number;
  /** The body, cut to what a receipt can be. */
  body: string;
}

export interface Verdict {
  /** The receipt as it was read; null when the answer is none. */
  receipt: Record<string, unknown> | null;
  /** Why it does not count; null when it does. */
  difference: string | null;
}

/**
 * Whether an answer confirms the part: 200, and the same export, part (its number or its name), rows and digest.
 * Values of others are not repeated in the difference, beyond numbers and what is ours.
 */
export function judge(expected: Expected, { status, body }: Reply): Verdict {
  if (status !== 200) return { receipt: null, difference: `answered ${status} instead of 200` };
  const receipt = parsed(body);
  if (!receipt) return { receipt: null, difference: 'the answer is not a receipt in JSON' };
  const { exportId, rows, sha256 } = expected;
  const wrong = [
    ...(receipt['exportId'] === exportId ? [] : ['exportId is another']),
    ...([expected.part, String(expected.part), expected.name].includes(receipt['part'] as string)
      ? []
      : ['part is another']),
    ...(receipt['rows'] === rows ? [] : [`rows: sent ${rows}, received ${shown(receipt['rows'])}`]),
    ...(String(receipt['sha256']).toLowerCase() === sha256 ? [] : ['sha256 is another']),
  ];
  const kept = ['exportId', 'part', 'rows', 'sha256'].map((key) => [key, keepable(receipt[key])]);
  return {
    receipt: Object.fromEntries(kept) as Record<string, unknown>,
    difference: wrong.length > 0 ? wrong.join('; ') : null,
  };
}

/** Others' values are kept for comparison, not trusted: short, and without what a database refuses. */
const keepable = (value: unknown): string | number | null =>
  typeof value === 'number' ? value : typeof value === 'string' ? value.replaceAll('\0', '').slice(0, 200) : null;

const shown = (value: unknown): string => (typeof value === 'number' ? String(value) : 'no number');

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
