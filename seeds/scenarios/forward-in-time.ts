import type { Scenario } from './types.js';

const LINES = ['FT-L1', 'FT-L2', 'FT-L3', 'FT-L4', 'FT-L5'];

/** Six workers whose meetings only count in the right order. */
export const forwardInTime: Scenario = {
  id: 'forward-in-time',
  why: 'Infection runs forward: whoever met F1 only before F1 met F0 is safe; and a worker reached late, then found to have been exposed earlier over a longer way, is followed again from the earlier time.',
  organisations: [
    {
      name: 'Công ty TNHH Cơ khí Chính xác Minh Quang',
      kind: 'enterprise',
      unitCode: '07807',
      site: { name: 'Nhà máy', code: 'FT' },
      places: LINES.map((code, index) => ({ kind: 'line', name: `Chuyền ${index + 1}`, code, capacity: 40 })),
      workers: ['Bùi Văn Long', 'Đỗ Thị Hoa', 'Hà Văn Sơn', 'Đặng Thị Thảo', 'Chu Văn Kiên', 'Tạ Thị Liên'].map(
        (fullName, index) => ({
          code: `FT00${index}`,
          fullName,
          identityNumber: `024${index % 2}9000030${index}`,
          placeCode: 'FT-L1',
          shift: 'A' as const,
        }),
      ),
    },
  ],
  shared: [],
  stays: [
    // FT005 met FT001 before FT001 met the case: never a contact
    ['FT001', 'FT-L5', 2, '06:00', '07:00', 'scan'],
    ['FT005', 'FT-L5', 2, '06:00', '07:00', 'scan'],
    // the case met FT001 at 08:00, and FT003 only at 16:00
    ['FT000', 'FT-L1', 2, '08:00', '09:00', 'scan'],
    ['FT001', 'FT-L1', 2, '08:00', '09:00', 'scan'],
    ['FT000', 'FT-L2', 2, '16:00', '17:00', 'scan'],
    ['FT003', 'FT-L2', 2, '16:00', '17:00', 'scan'],
    // but FT003 was exposed at 10:00, by FT001
    ['FT001', 'FT-L3', 2, '10:00', '11:00', 'scan'],
    ['FT003', 'FT-L3', 2, '10:00', '11:00', 'scan'],
    // and so could pass it on at 13:00, which is after 10:00 and before 16:00
    ['FT003', 'FT-L4', 2, '13:00', '14:00', 'scan'],
    ['FT004', 'FT-L4', 2, '13:00', '14:00', 'scan'],
    // FT002 came when everybody had gone
    ['FT002', 'FT-L4', 2, '14:00', '15:00', 'scan'],
  ],
  cases: [{ worker: 'FT000', onsetDaysAgo: 0, sampledDaysAgo: 0 }],
  expected: { presetId: 'vn-1909', maxLevel: 3, levels: { FT001: 1, FT003: 1, FT004: 3 } },
};
