export const vi = {
  invite: 'Mời người dùng',
  none: 'Chưa có tài khoản nào.',
  username: 'Tên đăng nhập',
  usernameWhy: 'Chữ thường không dấu, số, dấu chấm. Ví dụ: lan.nguyen',
  fullName: 'Họ và tên',
  role: 'Vai trò',
  site: 'Chỉ ở địa điểm',
  allSites: 'Mọi địa điểm',
  since: 'Từ',
  again: 'Mời lại',
  againWhy: 'Khi quên mật khẩu hoặc mất điện thoại. Lời mời cũ hết hiệu lực.',
  linkTitle: (name: string) => `Lời mời cho ${name}`,
  linkWhy: (until: string) => `Gửi riêng đường dẫn này cho người đó. Chỉ hiện một lần, dùng một lần, đến ${until}.`,
  copy: 'Chép',
  copied: 'Đã chép',
  qr: 'Mã QR của lời mời',
};
export type AccountWords = typeof vi;
