import fc from 'fast-check';
import { readForeignCode } from './read-foreign-code.js';

const CARD = '024188001234|121234567|Nguyễn Thị Bưởi|02091988|Nữ|Thôn 3, Quang Châu, Việt Yên, Bắc Giang|10052021';
const NATIONAL = '024188001234|NGUYEN THI BUOI|1988-09-02|0|QID123|';

it('takes the number and the old number out of an identity card, and nothing else', () => {
  expect(readForeignCode(CARD)).toEqual({ numbers: ['024188001234', '121234567'] });
  expect(readForeignCode(CARD.replace('121234567', ''))).toEqual({ numbers: ['024188001234'] });
});

it('takes a card that has more fields than today', () => {
  expect(readForeignCode(`${CARD}||Nguyễn Văn Cam|`)).toEqual({ numbers: ['024188001234', '121234567'] });
});

it('takes the number out of the national personal QR code, also where the birthday is masked', () => {
  for (const text of [NATIONAL, NATIONAL.replace('09-02', '**-**'), `${NATIONAL}more`, NATIONAL.replace('|0|', '|1|')])
    expect(readForeignCode(text)).toEqual({ numbers: ['024188001234'] });
});

/** The standard names no sign; these are what is seen on phones. */
const MASKS = ['*', 'x', 'X'].map((sign) => sign.repeat(6));

it('says that a number is masked', () => {
  for (const mask of MASKS)
    expect(readForeignCode(NATIONAL.replace('024188', mask))).toEqual({ refusal: 'masked_code' });
});

it.each([
  'https://pccovid.gov.vn/qr?id=5',
  'https://qr.pccovid.gov.vn/ksvrbm',
  'qr.tokhaiyte.vn/abc',
  'HTTPS://NCOVI.VN/kb/1',
  'bluezone:ABC123',
  '024188001234|NGUYEN THI BUOI|1988-09-02',
  '024188001234|NGUYEN THI BUOI|02/09/1988|0',
])('says that %s is no longer in use', (text) => {
  expect(readForeignCode(text)).toEqual({ refusal: 'retired_code' });
});

it('says that a damaged one could not be read', () => {
  for (const text of [CARD.slice(3), CARD.slice(0, -12), NATIONAL.replace('1988-09-02', 'x'), '||||||', 'a|b|c'])
    expect(readForeignCode(text)).toEqual({ refusal: 'unreadable_code' });
});

it('leaves ours and other text alone', () => {
  for (const text of ['K7M2P-9QX4T', 'https://truyvet.example/c/abc', 'notpccovid.gov.vn.example', 'L3'])
    expect(readForeignCode(text)).toBeUndefined();
});

it('answers any text without failing, and never with more than numbers', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.string(), { maxLength: 9 }).map((f) => f.join('|')),
      ),
      (text) => {
        const read = readForeignCode(text);
        if (read && 'numbers' in read) for (const number of read.numbers) expect(number).toMatch(/^[A-Z0-9]{6,12}$/);
      },
    ),
  );
});
