/**
 * Cells that a spreadsheet would take for a formula, made harmless so that they come back unchanged.
 *
 * What evaluates: Excel, LibreOffice and Google Sheets take a cell for a formula when it begins with = + - @ (Excel also
 * with their full-width forms), blanks and control characters before it skipped. A program that splits the line at another
 * separator than ours (`;` in Vietnamese and European settings, a tab) sees a cell begin after each of them, inside
 * our quotes too: so the rule holds after , ; tab and line ends as well as at the start.
 *
 * The rule: at each such place, blanks, quotes and apostrophes may stand before the sign; one apostrophe is put in front of
 * them. Reading takes that one away where the same pattern follows it. As apostrophes belong to the run itself, the
 * places are the same before and after: every text comes back exactly, those that begin with apostrophes included.
 */
// eslint's no-control-regex would be right anywhere else: control characters before a sign are what is looked for
const BLANK = String.raw`[^\S\t\r\n]|[\0-\x08\v\f\x0e-\x1f\x7f\u00ad\u180e\u200b-\u200f\u2060\ufeff'"]`;
const SIGN = '[=+\\-@＝＋－＠]';
const START = String.raw`(^|[,;\t\r\n])`;
const DANGEROUS = new RegExp(`${START}(?=(?:${BLANK})*${SIGN})`, 'g');
const MARKED = new RegExp(`${START}'(?=(?:${BLANK})*${SIGN})`, 'g');
const SIGNS = new RegExp(SIGN);

/** The text as it may stand in a CSV that people open in a spreadsheet. `bareCell` is the exact inverse. */
export const safeCell = (text: string): string => (SIGNS.test(text) ? text.replace(DANGEROUS, "$1'") : text);

/** The text that `safeCell` was given. Texts that it did not change, and would not, are left alone. */
export const bareCell = (text: string): string =>
  text.includes("'") && SIGNS.test(text) ? text.replace(MARKED, '$1') : text;

/**
 * The same for the text cells of a workbook, which never evaluate: only a text that reading would strip is marked, so
 * that `+84…` stands there as it is and still every text comes back.
 */
export const workbookCell = (text: string): string => (bareCell(text) === text ? text : safeCell(text));
