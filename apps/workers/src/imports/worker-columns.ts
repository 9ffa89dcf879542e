import type { Column, ImportKind } from '@app/tables';

/** Columns of a file of workers, with the headers found in the wild (also those of the province's own templates). */
export const WORKER_COLUMNS = [
  {
    name: 'code',
    required: true,
    headers: ['mã', 'mã nhân viên', 'mã công nhân', 'mã số', 'mã NV', 'mã CN', 'mã người lao động', 'worker code'],
  },
  {
    name: 'fullName',
    required: true,
    headers: ['họ tên', 'họ và tên', 'tên', 'tên nhân viên', 'họ tên nhân viên', 'name', 'worker name'],
  },
  { name: 'kind', headers: ['loại', 'đối tượng', 'loại lao động', 'loại nhân viên'] },
  { name: 'birthDate', headers: ['ngày sinh', 'ngày tháng năm sinh', 'sinh ngày', 'date of birth', 'dob', 'birthday'] },
  { name: 'sex', headers: ['giới tính', 'giới', 'phái', 'gender'] },
  {
    name: 'identityNumber',
    headers: [
      ...['cccd', 'số cccd', 'cmnd', 'số cmnd', 'cmnd/cccd', 'cccd/cmnd', 'số cmnd/cccd', 'số cccd/cmnd'],
      ...['số định danh', 'mã định danh', 'số định danh cá nhân', 'căn cước', 'số căn cước', 'căn cước công dân'],
      ...['hộ chiếu', 'id number', 'identity', 'passport'],
    ],
  },
  {
    name: 'phone',
    headers: ['điện thoại', 'số điện thoại', 'sđt', 'số đt', 'đt', 'di động', 'phone number', 'mobile', 'telephone'],
  },
  {
    name: 'address',
    headers: ['địa chỉ', 'địa chỉ thường trú', 'địa chỉ hiện tại', 'nơi ở', 'chỗ ở', 'nơi ở hiện tại'],
  },
  { name: 'siteCode', headers: ['cơ sở', 'mã cơ sở', 'nhà máy', 'mã nhà máy', 'site'] },
  {
    name: 'placeCode',
    headers: [
      'vị trí',
      'mã vị trí',
      'chuyền',
      'mã chuyền',
      'tổ',
      'bộ phận',
      'phòng ban',
      'phân xưởng',
      'place',
      'line',
    ],
  },
  { name: 'shift', headers: ['ca', 'ca làm việc', 'mã ca'] },
  {
    name: 'dormitoryRoom',
    headers: [
      ...['phòng ký túc xá', 'phòng', 'mã phòng', 'phòng ở', 'mã phòng ở', 'phòng KTX', 'ký túc xá', 'phòng trọ'],
      ...['room', 'dormitory', 'room code'],
    ],
  },
  { name: 'busCode', headers: ['xe', 'mã xe', 'xe đưa đón', 'tuyến xe', 'mã tuyến xe', 'xe buýt', 'bus'] },
  { name: 'startDate', headers: ['ngày vào làm', 'ngày vào', 'ngày bắt đầu', 'ngày nhận việc', 'start'] },
  { name: 'endDate', headers: ['ngày nghỉ việc', 'ngày nghỉ', 'ngày kết thúc', 'ngày thôi việc', 'end'] },
] as const satisfies Column[];

export type WorkerColumn = (typeof WORKER_COLUMNS)[number]['name'];

export const WORKER_IMPORT: ImportKind = { kind: 'workers', job: 'worker-import.run', columns: WORKER_COLUMNS };
