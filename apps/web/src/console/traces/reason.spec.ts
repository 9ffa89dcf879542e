import type { Because, Encounter, TracedContact } from '@app/contracts';
import { vi as common } from '../../words/common.vi';
import { vi } from '../../words/traces.vi';
import { reasonOf } from './reason';

const words = { because: vi.because, duration: common.duration };
const encounter: Encounter = {
  ...{ placeId: 'p', placeName: 'Chuyền 3', kind: 'line', class: 'near' },
  ...{ from: '2025-05-11T23:02:00Z', to: '2025-05-12T06:58:00Z', evidence: ['roster', 'scan'] },
};
const because: Because = {
  ...{ sourceWorkerId: 's', sourceWorkerCode: 'NV7', nearSeconds: 28_560, roomSeconds: 28_560 },
  ...{ firstAt: encounter.from, lastAt: encounter.to, encounters: [encounter] },
};
const contact = { level: 1, sources: 1, because: [because], addedBecause: null } as unknown as TracedContact;
const sentenceOf = (given: Partial<TracedContact>, direction: 'forward' | 'backward' = 'forward') =>
  reasonOf({ ...contact, ...given }, direction, words, (source) => source.sourceWorkerCode);

it('names source, place, stretch and time of a contact', () => {
  expect(sentenceOf({})).toBe('F1 vì ở gần F0 NV7 tại Chuyền 3, 12/05/2025 06:02–13:58, tổng 7 giờ 56 phút.');
});

it('takes the longest stretch with the strongest source, and counts the others', () => {
  const short = { ...encounter, placeName: 'Nhà ăn', to: '2025-05-11T23:20:00Z' };
  const given = { level: 2, sources: 3, because: [{ ...because, encounters: [short, encounter] }] };
  expect(sentenceOf(given)).toMatch(/^F2 vì ở gần NV7 tại Chuyền 3, .* và 2 nguồn khác\.$/);
});

it('says what a measured, a backward, a changed and an added contact rests on', () => {
  const measured = { ...encounter, kind: 'proximity', placeId: null, placeName: null };
  expect(sentenceOf({ because: [{ ...because, encounters: [measured] }] })).toMatch(/^F1 vì thiết bị đo được/);
  expect(sentenceOf({}, 'backward')).toMatch(/^Đã ở cùng F0 NV7 tại Chuyền 3/);
  expect(sentenceOf({ because: [{ ...because, encounters: [] }] })).toMatch(/dữ liệu hiện diện đã đổi sau đó\.$/);
  expect(sentenceOf({ because: [], sources: 0, addedBecause: 'Đi chung xe' })).toBe('F1 do cán bộ thêm: Đi chung xe');
});
