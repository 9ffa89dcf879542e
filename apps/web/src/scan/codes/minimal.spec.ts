import { readForeignCode } from '../../../../checkin/src/codes/read-foreign-code';
import { minimal } from './minimal';

const CARD = '024190000123|121234567|Nguyễn Thị Án|12051990|Nữ|Thôn Núi Hiểu, Quang Châu|01052021';
const NATIONAL = '024190000123|Nguyễn Thị Án|1990-05-12|1|1.2.3|';

it.each([
  ['an identity card', CARD],
  ['a card without an old number', CARD.replace('121234567', '')],
  ['a card with fields that later ones add', `${CARD}|Nguyễn Văn B|Trần Thị C`],
  ['the national personal code', NATIONAL],
])('leaves the numbers of %s and nothing else, and the service reads the same of it', (_, text) => {
  expect(minimal(text)).not.toMatch(/\p{L}/u);
  expect(readForeignCode(minimal(text))).toEqual(readForeignCode(text));
});

it.each(['a-badge-of-ours-of-32-characters', 'https://truyvet.example/c/abc', 'pccovid:abc'])(
  'leaves %s alone',
  (text) => expect(minimal(` ${text} `)).toBe(text),
);
