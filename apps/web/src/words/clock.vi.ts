export const vi = {
  title: 'Đồng hồ truy vết',
  explained:
    'Từ lúc có kết quả dương tính đến danh sách F1, đến khi một nửa F1 được báo, đến khi một nửa F1 được cách ly. 14 ngày gần đây, trung vị.',
  steps: { positive: 'Dương tính', list: 'Danh sách', notice: 'Thông báo', quarantine: 'Cách ly' },
  until: { list: 'Đến khi có danh sách', notice: 'Đến khi báo được nửa F1', quarantine: 'Đến khi cách ly nửa F1' },
  notYet: 'chưa',
  running: (long: string) => `đang chạy ${long}`,
  after: (long: string) => `sau ${long}`,
  none: 'Không có ca bệnh nào trong 14 ngày gần đây.',
  district: 'Huyện',
  cases: 'Số ca',
  case: 'Ca bệnh',
  byDistrict: 'Theo huyện',
  byCase: 'Theo ca bệnh',
  reached: (reached: string, all: string) => `${reached}/${all} F1`,
};
export type ClockWords = typeof vi;
