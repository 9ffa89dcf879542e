export const vi = {
  title: 'Nhận lời mời',
  code: 'Mã lời mời',
  codeWhy: 'Mã dùng một lần mà người mời đã gửi cho bạn.',
  password: 'Đặt mật khẩu',
  passwordWhy: 'Ít nhất 12 ký tự. Một câu dễ nhớ là tốt nhất.',
  repeat: 'Nhập lại mật khẩu',
  tooShort: 'Mật khẩu cần ít nhất 12 ký tự.',
  differs: 'Hai lần nhập không giống nhau.',
  next: 'Tiếp tục',
  steps: { password: 'Mật khẩu', factor: 'Mã xác thực' },
  hello: (username: string) => `Tên đăng nhập của bạn là ${username}. Hãy ghi nhớ.`,
  scanThis:
    'Cài một ứng dụng xác thực (Google Authenticator, Microsoft Authenticator, Aegis…) rồi quét mã này. Từ nay mỗi lần đăng nhập cần thêm mã trong ứng dụng.',
  qrLabel: 'Mã QR để thêm tài khoản vào ứng dụng xác thực',
  orType: 'Không quét được? Nhập khoá này vào ứng dụng:',
  firstCode: 'Mã 6 số đang hiện trong ứng dụng',
  codeWrong: 'Mã chưa đúng. Đợi mã kế tiếp rồi nhập lại.',
  finish: 'Hoàn tất và vào trang',
  noAuthenticator: 'Chưa có ứng dụng xác thực? Thiết lập ngay',
  signInInstead: 'Đã có tài khoản? Đăng nhập',
};
export type JoinWords = typeof vi;
