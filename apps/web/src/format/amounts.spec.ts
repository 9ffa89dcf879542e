import { vi } from '../words/common.vi';
import { showDuration } from './amounts';

it.each([
  [0.4, '0 giây'],
  [38.19099998474121, '38 giây'],
  [59.6, '1 phút'],
  [3_540, '59 phút'],
  [3_600, '1 giờ'],
  [5_430, '1 giờ 31 phút'],
])('%f seconds are %s', (seconds, said) => {
  expect(showDuration(seconds, vi.duration)).toBe(said);
});
