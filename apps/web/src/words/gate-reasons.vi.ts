import type { GateReason } from '@app/contracts';

/** Why a gate warns or stops, for whoever stands there. */
export const vi: Record<GateReason | 'unverified' | 'time_uncertain', string> = {
  isolated: 'Đang trong thời gian cách ly',
  positive_test: 'Kết quả xét nghiệm dương tính',
  symptoms_declared: 'Đã khai có triệu chứng',
  test_overdue: 'Quá hạn xét nghiệm',
  declaration_missing: 'Chưa khai báo y tế',
  left_company: 'Đã nghỉ việc',
  wrong_site: 'Không làm việc ở cơ sở này',
  other_shift: 'Ngoài ca làm việc',
  code_replayed: 'Mã này đã được dùng rồi',
  unverified: 'Chưa kiểm tra được: hãy xem giấy tờ',
  time_uncertain: 'Không chắc chắn về giờ',
};
