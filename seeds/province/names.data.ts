/** Family names with their share in percent, as in Vietnam at large, and Bắc Giang's own (Thân, Giáp, Nông, Vi). */
export const FAMILY_NAMES: readonly (readonly [string, number])[] = [
  ['Nguyễn', 38],
  ['Trần', 11],
  ['Lê', 9.5],
  ['Phạm', 7],
  ['Hoàng', 5.1],
  ['Phan', 4.5],
  ['Vũ', 3.9],
  ['Đặng', 2.1],
  ['Bùi', 2],
  ['Đỗ', 1.4],
  ['Hồ', 1.3],
  ['Ngô', 1.3],
  ['Dương', 1.2],
  ['Thân', 1.2],
  ['Giáp', 0.8],
  ['Lý', 0.7],
  ['Hà', 0.7],
  ['Đinh', 0.7],
  ['Trịnh', 0.7],
  ['Đào', 0.7],
  ['Lương', 0.6],
  ['Chu', 0.5],
  ['Nông', 0.5],
  ['Vi', 0.5],
  ['Tạ', 0.5],
  ['Đoàn', 0.5],
  ['Mai', 0.5],
  ['Lưu', 0.4],
  ['Trương', 0.4],
  ['Cao', 0.4],
  ['Đồng', 0.3],
  ['Ong', 0.2],
  ['Khổng', 0.2],
  ['Tống', 0.2],
  ['Phùng', 0.3],
  ['Triệu', 0.2],
];

export const FEMALE_MIDDLE_NAMES: readonly (readonly [string, number])[] = [
  ['Thị', 50],
  ['Thu', 5],
  ['Ngọc', 5],
  ['Thanh', 5],
  ['Phương', 4],
  ['Thùy', 4],
  ['Minh', 3],
  ['Hồng', 3],
  ['Kim', 3],
  ['Bích', 2],
  ['Thị Thu', 5],
  ['Thị Hồng', 4],
  ['Thị Ngọc', 4],
  ['Thị Thanh', 3],
];

export const MALE_MIDDLE_NAMES: readonly (readonly [string, number])[] = [
  ['Văn', 45],
  ['Đức', 8],
  ['Minh', 6],
  ['Quang', 6],
  ['Hữu', 5],
  ['Xuân', 4],
  ['Đình', 5],
  ['Công', 4],
  ['Thanh', 4],
  ['Ngọc', 4],
  ['Thế', 4],
  ['Duy', 3],
  ['Trọng', 2],
];

const words = (text: string): readonly string[] => text.split(' ');

export const FEMALE_GIVEN_NAMES = words(
  'Hương Lan Hoa Thảo Trang Linh Hà Thủy Hằng Hạnh Nga Nhung Hiền Yến Mai Loan Dung Phượng Liên Huyền Hường Quỳnh ' +
    'Ngân Thúy Anh Vân Tâm Tuyết Xuân Oanh Chi Giang My Duyên Ánh Nhàn Lý Thơm Hòa Thương Tươi Mơ',
);

export const MALE_GIVEN_NAMES = words(
  'Hùng Dũng Tuấn Cường Hải Nam Sơn Thắng Long Hiếu Đạt Mạnh Quân Huy Hoàng Trung Tùng Việt Tiến Kiên Toàn Thành ' +
    'Bình Phong Đăng Khánh Linh Quyết Chiến Hưng Khôi Nghĩa Phúc Lâm Thái Vinh Tú Dương Giang Hậu Lợi Trường',
);

/** Share of workers by the province of birth registration, in percent. */
export const BIRTH_PROVINCES: readonly (readonly [string, number])[] = [
  ['024', 68],
  ['020', 7],
  ['027', 4],
  ['019', 4],
  ['004', 3],
  ['006', 2],
  ['008', 3],
  ['038', 3],
  ['040', 3],
  ['001', 2],
  ['030', 1],
];

/** Mobile prefixes in use. */
export const PHONE_PREFIXES = words(
  '032 033 034 035 036 037 038 039 086 096 097 098 070 076 077 078 079 089 090 093 081 082 083 084 085 088 091 094 ' +
    '056 058 092 055 087',
);

/** Companies are made up: form, trade, proper name. */
export const COMPANY_FORMS = ['Công ty TNHH', 'Công ty TNHH', 'Công ty TNHH MTV', 'Công ty Cổ phần'] as const;

export const TRADES = [
  'Điện tử',
  'Linh kiện Điện tử',
  'Quang điện',
  'May mặc',
  'May Xuất khẩu',
  'Bao bì',
  'Cơ khí Chính xác',
  'Nhựa Kỹ thuật',
  'Giày da',
  'Thực phẩm',
  'In ấn',
  'Chế biến Gỗ',
  'Vật liệu Xây dựng',
  'Vận tải',
] as const;

export const PROPER_NAMES = [
  'Sao Mai',
  'Bình Minh',
  'Phú Thịnh',
  'An Khang',
  'Đại Phát',
  'Thiên Phúc',
  'Sông Thương',
  'Tân Tiến',
  'Việt Hưng',
  'Hồng Hà',
  'Đông Á Mới',
  'Trường Thịnh',
  'Hoàng Gia',
  'Kim Long',
  'Minh Quang',
  'Thành Đạt',
  'Hưng Thịnh',
  'Nam Sơn',
  'Bắc Sơn',
  'Tây Yên',
  'Kinh Bắc Xanh',
  'Lạc Việt',
  'Hải Âu',
  'Thăng Tiến',
  'Yên Thịnh',
  'Vạn Xuân',
  'Thái Dương',
  'Ánh Dương',
  'Hòa Bình Xanh',
  'Đức Thắng',
] as const;

export const OFFICES = ['Ủy ban nhân dân', 'Trạm Y tế', 'Trung tâm Văn hóa'] as const;
export const SCHOOLS = ['Trường Mầm non', 'Trường Tiểu học', 'Trường THCS', 'Trường THPT'] as const;

/** Districts with their share of the organisations, in percent: the industrial parks are in 222, 221, 213 and 223. */
export const DISTRICT_SHARES: readonly (readonly [string, number])[] = [
  ['222', 30],
  ['213', 20],
  ['221', 14],
  ['223', 12],
  ['217', 8],
  ['216', 6],
  ['218', 5],
  ['219', 3],
  ['215', 1],
  ['220', 1],
];

export const VILLAGES = [
  'Đông',
  'Đoài',
  'Trung',
  'Thượng',
  'Hạ',
  'Núi Hiểu',
  'Đồng Nội',
  'Tân Lập',
  'Chùa',
  'Giữa',
  'Trại',
  'Mới',
] as const;
