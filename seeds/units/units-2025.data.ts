/**
 * The 34 provinces since 1/7/2025: official code, name, codes of the provinces that were put together.
 * Codes: Decision 19/2025/QĐ-TTg; what was put together: Resolution 202/2025/QH15 (Huế: Resolution 175/2024/QH15).
 * A province that was not touched is not listed a second time: its row of 2021 is simply still valid.
 */
export const PROVINCES_2025: readonly (readonly [code: string, name: string, from: string, validFrom?: string])[] = [
  ['08', 'Tỉnh Tuyên Quang', '02 08'],
  ['15', 'Tỉnh Lào Cai', '10 15'],
  ['19', 'Tỉnh Thái Nguyên', '06 19'],
  ['24', 'Tỉnh Bắc Ninh', '24 27'],
  ['25', 'Tỉnh Phú Thọ', '17 25 26'],
  ['31', 'Thành phố Hải Phòng', '30 31'],
  ['33', 'Tỉnh Hưng Yên', '33 34'],
  ['37', 'Tỉnh Ninh Bình', '35 36 37'],
  ['44', 'Tỉnh Quảng Trị', '44 45'],
  ['46', 'Thành phố Huế', '46', '2025-01-01'],
  ['48', 'Thành phố Đà Nẵng', '48 49'],
  ['51', 'Tỉnh Quảng Ngãi', '51 62'],
  ['52', 'Tỉnh Gia Lai', '52 64'],
  ['56', 'Tỉnh Khánh Hòa', '56 58'],
  ['66', 'Tỉnh Đắk Lắk', '54 66'],
  ['68', 'Tỉnh Lâm Đồng', '60 67 68'],
  ['75', 'Tỉnh Đồng Nai', '70 75'],
  ['79', 'Thành phố Hồ Chí Minh', '74 77 79'],
  ['80', 'Tỉnh Tây Ninh', '72 80'],
  ['82', 'Tỉnh Đồng Tháp', '82 87'],
  ['86', 'Tỉnh Vĩnh Long', '83 84 86'],
  ['91', 'Tỉnh An Giang', '89 91'],
  ['92', 'Thành phố Cần Thơ', '92 93 94'],
  ['96', 'Tỉnh Cà Mau', '95 96'],
];
