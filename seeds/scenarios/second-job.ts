import type { Scenario } from './types.js';

/** One person with a record in a factory and another in a school. */
export const secondJob: Scenario = {
  id: 'second-job',
  why: 'Two records with one identity number are one person: a case in the factory has its contacts in the school where the same woman cleans in the evening.',
  organisations: [
    {
      name: 'Công ty TNHH May mặc Lạc Việt',
      kind: 'enterprise',
      unitCode: '07795',
      site: { name: 'Nhà máy', code: 'LV' },
      places: [{ kind: 'line', name: 'Chuyền 1', code: 'LV-L1', capacity: 40 }],
      workers: [
        {
          code: 'LV001',
          fullName: 'Dương Thị Mai',
          identityNumber: '024185000201',
          placeCode: 'LV-L1',
          shift: 'A',
        },
        { code: 'LV002', fullName: 'Ngô Thị Yến', identityNumber: '024192000202', placeCode: 'LV-L1', shift: 'A' },
      ],
    },
    {
      name: 'Trường Tiểu học Nếnh',
      kind: 'school',
      unitCode: '07795',
      site: { name: 'Trường', code: 'TH' },
      places: [
        { kind: 'building', name: 'Tòa nhà', code: 'TH-TN' },
        { kind: 'office', name: 'Phòng giáo viên', code: 'TH-P1', parentCode: 'TH-TN', capacity: 20 },
      ],
      workers: [
        { code: 'TH001', fullName: 'Dương Thị Mai', identityNumber: '024185000201', placeCode: 'TH-P1', shift: 'HC' },
        { code: 'TH002', fullName: 'Vũ Đức Thành', identityNumber: '024080000203', placeCode: 'TH-P1', shift: 'HC' },
      ],
    },
  ],
  shared: [],
  stays: [
    ['LV001', 'LV-L1', 1, '06:00', '14:00', 'scan'],
    ['LV002', 'LV-L1', 1, '06:00', '06:14:59', 'scan'],
    ['TH001', 'TH-P1', 1, '16:00', '18:00', 'scan'],
    ['TH002', 'TH-P1', 1, '07:30', '16:30', 'roster'],
  ],
  cases: [{ worker: 'LV001', onsetDaysAgo: null, sampledDaysAgo: 0 }],
  // LV002 is one second short of fifteen minutes
  expected: { presetId: 'vn-1909', maxLevel: 2, levels: { TH002: 1 } },
};
