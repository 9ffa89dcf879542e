export const vi = {
  title: 'Truy Vết',
  going: 'Đang mở trang của bạn…',
  none: 'Vai trò này làm việc qua giao diện lập trình; chưa có trang riêng.',
  api: 'Tài liệu giao diện lập trình',
  demo: 'Bản chạy thử: tên đăng nhập và mật khẩu nằm trong tệp credentials.json của thư mục dữ liệu (.data).',
};
export type StartWords = typeof vi;
