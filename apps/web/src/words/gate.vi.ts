/** What guards see at a gate. */
export const vi = {
  title: 'Cổng',
  decisions: { allow: 'ĐƯỢC QUA', warn: 'CHÚ Ý', stop: 'DỪNG LẠI' },
  explained: {
    allow: 'Mời đi tiếp.',
    warn: 'Hỏi và xem giấy tờ trước khi cho qua.',
    stop: 'Không cho qua. Gọi người phụ trách.',
  },
  by: { service: 'Máy chủ', pack: 'Máy này, không có mạng', nobody: 'Chưa kiểm tra được' },
  refused: 'Không ghi được lượt này',
  ready: 'Sẵn sàng quét',
  readyWhy: 'Đưa thẻ, căn cước hoặc mã trên điện thoại vào khung hình, hoặc dùng máy quét cầm tay.',
  name: 'Họ tên',
  camera: 'Máy ảnh',
  way: 'Chiều',
  ways: { scan: 'Tự động', in: 'Vào', out: 'Ra' },
  typed: 'Nhập mã bằng tay',
  typedSubmit: 'Kiểm tra',
  place: 'Nơi đứng quét',
  choosePlace: 'Chọn nơi bạn đứng',
  choosePlaceWhy: 'Mỗi lượt quét được ghi vào nơi này.',
  noPlaces: 'Chưa có nơi nào. Cần mạng để tải về lần đầu.',
  queue: {
    title: 'Lượt quét hôm nay',
    open: 'Mở danh sách lượt quét',
    waiting: (n: number) => `${n} chờ gửi`,
    toLookAt: (n: number) => `${n} cần xem`,
    none: 'Chưa có lượt nào.',
    sendNow: 'Gửi ngay',
    looked: 'Đã xem tất cả',
    states: { waiting: 'Chờ gửi', sent: 'Đã gửi', refused: 'Máy chủ không nhận' },
    stricter: 'Máy chủ xét nghiêm hơn lúc quét',
    overridden: 'Đã cho qua theo ghi chú',
  },
  override: {
    open: 'Vẫn cho qua…',
    title: 'Cho qua với ghi chú',
    why: 'Ghi lý do. Tên bạn và ghi chú được lưu lại.',
    note: 'Lý do',
    submit: 'Cho qua',
    done: 'Đã cho qua theo ghi chú',
    signIn: 'Đăng nhập bằng tài khoản bảo vệ để cho qua.',
    offline: 'Ghi chú được gửi khi có mạng.',
  },
  pack: {
    ready: (until: string) => `Quét được khi mất mạng, đến ${until}`,
    none: 'Chưa có dữ liệu để xét khi mất mạng',
    noneForPeople:
      'Không có mạng thì mỗi lượt chỉ được ghi lại, không xét được. Ghi danh thiết bị để xét cả khi mất mạng.',
  },
  enrol: {
    open: 'Dùng máy này làm máy quét cổng',
    title: 'Ghi danh máy quét cổng',
    why: 'Quản trị doanh nghiệp tạo thiết bị và đưa bạn mã ghi danh, dùng một lần trong 10 phút.',
    code: 'Mã ghi danh',
    submit: 'Ghi danh',
    scan: 'Quét mã ghi danh',
    leave: 'Thôi dùng máy này làm máy quét',
    leaveAsk: (n: number) =>
      n === 0
        ? 'Máy cần mã ghi danh mới để dùng lại.'
        : `Còn ${n} lượt chưa gửi. Ghi danh lại cho cùng doanh nghiệp thì chúng được gửi.`,
    leaveSure: 'Thôi dùng',
    revoked: 'Máy này đã bị thu hồi. Các lượt chưa gửi vẫn ở trên máy: hãy ghi danh lại.',
  },
};
export type GateWords = typeof vi;
