import { startOfDate } from '@app/contracts';
import { becauseSentence } from './because.js';

const midnight = startOfDate('2021-05-12');
const at = (hours: number, minutes = 0) => midnight + hours * 3600 + minutes * 60;

it('says with whom, where and when, in local time', () => {
  const source = { code: 'W12', place: 'Chuyền 3', from: at(6, 2), to: at(13, 58), changed: false };
  expect(becauseSentence(source, 1, null)).toBe('at Chuyền 3 with W12, 12/05/2021 06:02–13:58');
});

it('names the second day of a night, and how many other sources there are', () => {
  const source = { code: 'W12', place: 'Phòng 7', from: at(22), to: at(30), changed: false };
  expect(becauseSentence(source, 3, null)).toBe(
    'at Phòng 7 with W12, 12/05/2021 22:00–13/05/2021 06:00, and 2 other sources',
  );
});

it('a measured nearness has no place, and a contact added by hand has a reason instead', () => {
  const source = { code: 'W12', place: null, from: at(6), to: at(7), changed: false };
  expect(becauseSentence(source, 2, null)).toBe('measured near W12, 12/05/2021 06:00–07:00, and 1 other source');
  expect(becauseSentence(null, 0, 'seen on a photograph')).toBe('added by hand: seen on a photograph');
  expect(becauseSentence(null, 0, null)).toBeNull();
});

it('says that presence has changed, and where none is left only when it was', () => {
  const times = { from: at(6, 2), to: at(13, 58), changed: true };
  expect(becauseSentence({ code: 'W12', place: 'Chuyền 3', ...times }, 1, null)).toBe(
    'at Chuyền 3 with W12, 12/05/2021 06:02–13:58 (presence has changed since the trace)',
  );
  expect(becauseSentence({ code: 'W12', ...times }, 2, null)).toBe(
    'with W12, 12/05/2021 06:02–13:58, and 1 other source (presence has changed since the trace)',
  );
});
