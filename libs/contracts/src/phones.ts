/**
 * Mobile prefixes (after 0 or +84) by the numbering plan of Circular 22/2014/TT-BTTTT as given out since: data, to be
 * added to when the ministry opens another. 055 (Wintel) and 087 (Itel) are often forgotten elsewhere.
 */
export const MOBILE_PREFIXES: readonly string[] = [
  ...['32', '33', '34', '35', '36', '37', '38', '39'],
  ...['52', '55', '56', '58', '59'],
  ...['70', '76', '77', '78', '79'],
  ...['81', '82', '83', '84', '85', '86', '87', '88', '89'],
  ...['90', '91', '92', '93', '94', '95', '96', '97', '98', '99'],
];
const known = new Set(MOBILE_PREFIXES);

/**
 * A phone number in E.164: from 0 and 9 digits, +84 (84, 0084) and 9 digits, a landline (02 and 8 or 9 digits), or + and
 * another country's number; blanks, points, dashes and brackets do not count. A workbook that took it for a number has
 * dropped the 0: 9 digits of a mobile number are taken too.
 * @returns undefined for anything else, unknown prefixes included
 */
export function parsePhone(text: string): string | undefined {
  const digits = text.replace(/^'+/, '').replace(/[\s\u00a0.\-()/]/g, '');
  const foreign = /^(?:\+|00)(?!84)([1-9]\d{7,14})$/.exec(digits);
  if (foreign) return `+${foreign[1]}`;
  const national = /^(?:\+84|0084|84|0)?0?(\d{9,10})$/.exec(digits)?.[1];
  if (national === undefined) return undefined;
  const bare = /^(?:\+|0|84)/.test(digits) && digits.length > 9;
  if (national.length === 9 && known.has(national.slice(0, 2))) return `+84${national}`;
  return bare && /^2\d{8,9}$/.test(national) ? `+84${national}` : undefined;
}
