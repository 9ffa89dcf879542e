const CARD = /^(\d{12})\|(\d{9}|\d{12})?\|[^|]+\|\d{8}\|/;
const NATIONAL = /^(\d{9}|\d{12})\|[^|]+\|[^|]*\|([01])\|[^|]*\|/;

/**
 * What the gate needs of a code: of an identity card and of the national personal code the numbers and nothing else, in
 * the shape of the card. Name, birth date and address of whoever passes are not kept on the device and not sent.
 */
export function minimal(scanned: string): string {
  const text = scanned.trim();
  const card = CARD.exec(text);
  if (card) return `${card[1]}|${card[2] ?? ''}|-|00000000|-||00000000`;
  const national = NATIONAL.exec(text);
  return national ? `${national[1]}|-|0000-00-00|${national[2]}||` : text;
}
