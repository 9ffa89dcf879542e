import { parseIdentityNumber } from '@app/contracts';

/** A code that others have given out: the identity numbers in it, likeliest first, or why it is of no use. */
export type ForeignCode =
  { numbers: readonly string[] } | { refusal: 'masked_code' | 'retired_code' | 'unreadable_code' };

const MASK = '[*xX#•]';
const MASKED_NUMBER = new RegExp(`^${MASK}{6}`);
/** Year in the clear; month and day may be masked. */
const DATE = new RegExp(`^\\d{4}-(\\d\\d|${MASK}{2})-(\\d\\d|${MASK}{2})$`);
const ANY_DATE = new RegExp(`^(\\d{4}|${MASK}{2}|\\d\\d)[-/](${MASK}{2}|\\d\\d)[-/](${MASK}{2}|\\d{4}|\\d\\d)$`);
const CARD_DATE = /^\d{8}$/;

/** Applications of 2020 to 2022 whose codes still hang and are still shown. */
const RETIRED_HOSTS = [
  ...['pccovid.gov.vn', 'ncovi.vn', 'bluezone.gov.vn', 'bluezone.vn'],
  ...['tokhaiyte.vn', 'antoancovid.vn', 'kbyt.khambenh.gov.vn'],
];
const RETIRED_SCHEME = /^(pc-?covid|ncovi|bluezone):/i;

/**
 * Reads the QR code of an identity card and the national personal QR code v1.1 (domain.md, Formats), and tells codes that
 * are no longer in use. Nothing but the number is taken out of them.
 * @returns undefined for what is none of these
 */
export function readForeignCode(text: string): ForeignCode | undefined {
  if (isRetired(text)) return { refusal: 'retired_code' };
  const fields = text.split('|').map((field) => field.trim());
  if (fields.length < 3) return undefined;
  return readCard(fields) ?? readNational(fields) ?? { refusal: 'unreadable_code' };
}

function isRetired(text: string): boolean {
  if (RETIRED_SCHEME.test(text)) return true;
  const host = /^(?:https?:\/\/)?([a-z0-9.-]+)(?=[:/?#]|$)/i.exec(text)?.[1]?.toLowerCase();
  return RETIRED_HOSTS.some((retired) => host === retired || host?.endsWith(`.${retired}`));
}

/** `number|old number|name|DDMMYYYY|sex|address|DDMMYYYY of issue`; later cards may add fields. */
function readCard([number, old, name, born, sex, , issued]: readonly string[]): ForeignCode | undefined {
  if (!/^\d{12}$/.test(number ?? '') || !/^(\d{9}|\d{12})?$/.test(old ?? '')) return undefined;
  if (!name || !sex || !CARD_DATE.test(born ?? '') || !CARD_DATE.test(issued ?? '')) return undefined;
  return { numbers: old ? [number!, old] : [number!] };
}

/** `SoGiayTo|HoTen|NgaySinh|LoaiDinhDanh|QID|EXT`; version 1.0 ended before the fourth or fifth. */
function readNational([number, name, born, kind, qid, ext]: readonly string[]): ForeignCode | undefined {
  if (!name) return undefined;
  if (qid === undefined || ext === undefined)
    return ANY_DATE.test(born ?? '') ? { refusal: 'retired_code' } : undefined;
  if (!DATE.test(born ?? '') || !/^[01]$/.test(kind ?? '')) return undefined;
  if (MASKED_NUMBER.test(number ?? '')) return { refusal: 'masked_code' };
  const whole = parseIdentityNumber(number ?? '');
  return whole === undefined ? undefined : { numbers: [whole] };
}
