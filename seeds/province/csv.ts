import { DAY } from './calendar.js';
import type { OrganisationSeed, Province, WorkerSeed } from './types.js';

const CHUNK = 65_536;

/** Headers of a workers file, in the order of the columns. */
export const WORKER_HEADERS = {
  vi: [
    'Mã nhân viên',
    'Họ và tên',
    'Ngày sinh',
    'Giới tính',
    'Số định danh',
    'Số điện thoại',
    'Địa chỉ',
    'Mã cơ sở',
    'Mã vị trí',
    'Ca',
    'Mã phòng ở',
    'Mã xe',
    'Ngày vào làm',
  ],
  en: [
    'code',
    'fullName',
    'birthDate',
    'sex',
    'identityNumber',
    'phone',
    'address',
    'siteCode',
    'placeCode',
    'shift',
    'dormitoryRoom',
    'busCode',
    'startDate',
  ],
} as const;

const SEXES = { vi: { male: 'Nam', female: 'Nữ' }, en: { male: 'male', female: 'female' } } as const;

/** Joins lines to pieces of about 64 KB, for a stream or a file. */
function* chunks(lines: Iterable<string>): Generator<string> {
  let text = '';
  for (const line of lines) {
    text += line;
    if (text.length >= CHUNK) {
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

/** `YYYY-MM-DD` as people write it in Vietnam, DD/MM/YYYY. */
const written = (date: string): string => `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;

/** The file for `POST /workers/imports`, in pieces; dates are DD/MM/YYYY, addresses are quoted. */
export function workersCsv(
  province: Province,
  organisation: OrganisationSeed,
  { language = 'vi' }: { language?: 'vi' | 'en' } = {},
): Generator<string> {
  const line = (worker: WorkerSeed) =>
    `${worker.code},${worker.fullName},${written(worker.birthDate)},${SEXES[language][worker.sex]},` +
    `${worker.identityNumber},${worker.phone},"${worker.address}",${worker.siteCode},${worker.placeCode},` +
    `${worker.shift},${worker.dormitoryRoom ?? ''},${worker.busCode ?? ''},${written(worker.startDate)}\n`;
  function* lines() {
    yield `${WORKER_HEADERS[language].join(',')}\n`;
    for (const worker of province.workersOf(organisation)) yield line(worker);
  }
  return chunks(lines());
}

/** The file for `POST /stays/imports`, in pieces; instants carry the province's offset. */
export function staysCsv(province: Province, organisation: OrganisationSeed, day?: number): Generator<string> {
  const instant = instants(province.options.offsetMinutes);
  // one generator, not two: at eleven million rows it shows
  return (function* () {
    let text = 'worker,place,from,to,evidence\n';
    for (const { workerCode, placeCode, from, to, evidence } of province.staysOf(organisation, day)) {
      text += `${workerCode},${placeCode},${instant(from)},${instant(to)},${evidence}\n`;
      if (text.length < CHUNK) continue;
      yield text;
      text = '';
    }
    if (text !== '') yield text;
  })();
}

const tables = new Map<number, readonly string[]>();

/** Every second of a day as `THH:MM:SS+07:00`, made once an offset. */
function timesOfDay(offsetMinutes: number): readonly string[] {
  const known = tables.get(offsetMinutes);
  if (known) return known;
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.abs(offsetMinutes);
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const times = Array.from(
    { length: DAY },
    (_, at) => `T${two(Math.floor(at / 3600))}:${two(Math.floor(at / 60) % 60)}:${two(at % 60)}${zone}`,
  );
  tables.set(offsetMinutes, times);
  return times;
}

/** Writes instants with the offset; days and times of day are looked up. */
export function instants(offsetMinutes: number): (seconds: number) => string {
  const times = timesOfDay(offsetMinutes);
  const dates = new Map<number, string>();
  return (seconds) => {
    const local = seconds + offsetMinutes * 60;
    const day = Math.floor(local / DAY);
    let date = dates.get(day);
    if (date === undefined) {
      date = new Date(day * DAY * 1000).toISOString().slice(0, 10);
      dates.set(day, date);
    }
    return date + (times[local - day * DAY] ?? '');
  };
}
