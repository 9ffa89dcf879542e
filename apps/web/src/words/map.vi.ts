export const vi = {
  title: 'Bản đồ',
  label: 'Bản đồ các địa điểm có người tiếp xúc',
  hint: 'Mỗi vòng là một địa điểm nơi người tiếp xúc của các ca đang mở làm việc; vòng càng lớn, càng nhiều người.',
  none: 'Không có địa điểm nào có người tiếp xúc.',
  people: (count: string) => `${count} người`,
  noPosition: 'chưa có toạ độ',
  simplified: 'Ranh giới vẽ giản lược, chỉ để định hướng.',
  show: 'Xem trên bản đồ',
};
export type MapWords = typeof vi;
