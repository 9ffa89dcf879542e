import type { Scenario } from './types.js';

/** A factory of two lines, a bus, and a dormitory room shared with another enterprise. */
export const lineAndBus: Scenario = {
  id: 'line-and-bus',
  why: 'The outbreak leaves the factory by night: F0 meets F1 on the line and on the bus, and an F1 carries it to a room-mate of another enterprise, who is F2.',
  organisations: [
    {
      name: 'Công ty TNHH Điện tử Sông Thương',
      kind: 'enterprise',
      unitCode: '07801',
      site: { name: 'Nhà máy Vân Trung', code: 'VT' },
      places: [
        { kind: 'gate', name: 'Cổng 1', code: 'VT-C1' },
        { kind: 'workshop', name: 'Xưởng 1', code: 'VT-X1' },
        { kind: 'line', name: 'Chuyền 1', code: 'VT-L1', parentCode: 'VT-X1', capacity: 40 },
        { kind: 'line', name: 'Chuyền 2', code: 'VT-L2', parentCode: 'VT-X1', capacity: 40 },
      ],
      workers: [
        worker('VT001', 'Nguyễn Thị Hương', '024199000101', 'VT-L1', { busCode: 'XE-VT' }),
        worker('VT002', 'Thân Văn Tuấn', '024099000102', 'VT-L1', { dormitoryRoom: 'KTX-VT-101' }),
        worker('VT003', 'Trần Thị Lan', '024199000103', 'VT-L2', { busCode: 'XE-VT' }),
        worker('VT004', 'Giáp Văn Hùng', '024099000104', 'VT-L2'),
      ],
    },
    {
      name: 'Công ty Cổ phần Bao bì Tân Tiến',
      kind: 'enterprise',
      unitCode: '07807',
      site: { name: 'Nhà máy Quang Châu', code: 'QC' },
      places: [{ kind: 'line', name: 'Chuyền 1', code: 'QC-L1', capacity: 40 }],
      workers: [
        worker('QC001', 'Lê Văn Nam', '024099000105', 'QC-L1', { dormitoryRoom: 'KTX-VT-101' }),
        worker('QC002', 'Phạm Thị Nga', '024199000106', 'QC-L1'),
      ],
    },
  ],
  shared: [
    {
      unitCode: '07801',
      places: [
        { kind: 'bus', name: 'Xe đưa đón Vân Trung', code: 'XE-VT', capacity: 45 },
        { kind: 'dormitory', name: 'Ký túc xá Vân Trung', code: 'KTX-VT' },
        { kind: 'dormitory-room', name: 'Phòng 101', code: 'KTX-VT-101', parentCode: 'KTX-VT', capacity: 8 },
      ],
    },
  ],
  stays: [
    // the room-mates slept there the night before F0 came to work too: that night does not count
    ['VT002', 'KTX-VT-101', 3, '20:00', '05:00', 'residence'],
    ['QC001', 'KTX-VT-101', 3, '20:00', '05:00', 'residence'],
    ['VT001', 'XE-VT', 2, '05:20', '05:50', 'transport'],
    ['VT003', 'XE-VT', 2, '05:30', '05:50', 'transport'],
    ['VT001', 'VT-L1', 2, '06:02', '13:58', 'scan'],
    ['VT002', 'VT-L1', 2, '06:05', '13:55', 'scan'],
    ['VT003', 'VT-L2', 2, '06:01', '13:59', 'scan'],
    ['VT004', 'VT-L2', 3, '06:00', '14:00', 'roster'],
    ['VT002', 'KTX-VT-101', 2, '20:00', '05:00', 'residence'],
    ['QC001', 'KTX-VT-101', 2, '21:00', '05:00', 'residence'],
    ['QC001', 'QC-L1', 1, '06:00', '14:00', 'scan'],
    ['QC002', 'QC-L1', 1, '06:00', '14:00', 'scan'],
  ],
  cases: [{ worker: 'VT001', onsetDaysAgo: 1, sampledDaysAgo: 0 }],
  expected: { presetId: 'vn-1909', maxLevel: 3, levels: { VT002: 1, VT003: 1, QC001: 2, QC002: 3 } },
};

function worker(
  code: string,
  fullName: string,
  identityNumber: string,
  placeCode: string,
  more: { busCode?: string; dormitoryRoom?: string } = {},
) {
  return { code, fullName, identityNumber, placeCode, shift: 'A' as const, ...more };
}
