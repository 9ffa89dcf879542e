import type { PlaceKind } from '@app/contracts';

export interface PresetClassSeed {
  /** Minutes that qualify; null: the class never does; 0: any positive time does. */
  minMinutes: number | null;
  hazardPerMinute: number;
}

/** A preset with the fields of `POST /presets`; durations in the unit their name says. */
export interface PresetSeed {
  id: string;
  name: string;
  reference: string;
  /** First and last local day of validity; a null end is open. */
  validFrom: string;
  validTo: string | null;
  near: PresetClassSeed;
  room: PresetClassSeed;
  accumulate: 'continuous' | 'rolling' | 'total';
  gapSeconds: number;
  perHours: number;
  daysBefore: number;
  exposureDays: number;
  latencySeconds: number;
  airLingerMinutes: number;
  /** A kind that is not listed is of no class. */
  classes: Partial<Record<PlaceKind, 'near' | 'room'>>;
}

const CLASSES: PresetSeed['classes'] = {
  line: 'near',
  workstation: 'near',
  'team-area': 'near',
  office: 'near',
  table: 'near',
  'dormitory-room': 'near',
  'lodging-room': 'near',
  bus: 'near',
  workshop: 'room',
  canteen: 'room',
  'lodging-house': 'room',
  clinic: 'room',
};

type Dated = Pick<PresetSeed, 'id' | 'name' | 'reference' | 'validFrom' | 'validTo'>;
type Rule = Partial<Pick<PresetSeed, 'accumulate' | 'gapSeconds' | 'perHours' | 'daysBefore'>>;

/** A preset with the minutes of its two classes and, for what `rule` leaves out, the defaults of contact-rules. */
const preset = (dated: Dated, near: number | null, room: number | null, rule: Rule): PresetSeed => ({
  ...dated,
  near: { minMinutes: near, hazardPerMinute: 0.001 },
  room: { minMinutes: room, hazardPerMinute: 0.00025 },
  accumulate: 'total',
  gapSeconds: 0,
  perHours: 24,
  daysBefore: 2,
  exposureDays: 14,
  latencySeconds: 0,
  airLingerMinutes: 0,
  classes: { ...CLASSES },
  ...rule,
});

/** The presets shipped (contact-rules, section 9), in its order. */
export const PRESETS: readonly PresetSeed[] = [
  preset(
    {
      id: 'vn-3638',
      name: 'Quyết định 3638: trong 2 m hoặc cùng không gian kín · within 2 m or in the same closed space',
      reference: 'Decision 3638/QĐ-BYT, 30/7/2021: within 2 m or in the same closed space',
      validFrom: '2021-07-30',
      validTo: '2021-12-28',
    },
    0,
    0,
    { daysBefore: 3 },
  ),
  preset(
    {
      id: 'vn-11042-masked',
      name: 'Công văn 11042: có khẩu trang, từ 15 phút · masked, 15 minutes or more',
      reference:
        'Dispatch 11042/BYT-DP, 29/12/2021: masked, within 2 m or in one narrow closed space, 15 minutes or more',
      validFrom: '2021-12-29',
      validTo: '2022-04-14',
    },
    15,
    null,
    { accumulate: 'continuous', gapSeconds: 60 },
  ),
  preset(
    {
      id: 'vn-11042-unmasked',
      name: 'Công văn 11042: không khẩu trang · unmasked, no minimum',
      reference: 'Dispatch 11042/BYT-DP, 29/12/2021: unmasked, within 2 m or in one narrow closed space',
      validFrom: '2021-12-29',
      validTo: '2022-04-14',
    },
    0,
    0,
    {},
  ),
  preset(
    {
      id: 'vn-1909',
      name: 'Công văn 1909: trong 1 m, từ 15 phút · within 1 m, 15 minutes or more',
      reference: 'Dispatch 1909/BYT-DP, 15/4/2022: within 1 m',
      validFrom: '2022-04-15',
      validTo: null,
    },
    15,
    null,
    { accumulate: 'continuous', gapSeconds: 60 },
  ),
  preset(
    {
      id: 'cdc-2020',
      name: 'CDC: cộng dồn 15 phút trong 24 giờ · cumulative 15 minutes in 24 hours',
      reference: 'CDC, 21/10/2020: cumulative 15 minutes in 24 hours',
      validFrom: '2020-10-21',
      validTo: null,
    },
    15,
    null,
    { accumulate: 'rolling' },
  ),
  preset(
    {
      id: 'who',
      name: 'WHO: 15 phút trong 1 m · 15 minutes within 1 m',
      reference: 'WHO, 20/3/2020: 15 minutes within 1 m',
      validFrom: '2020-03-20',
      validTo: null,
    },
    15,
    null,
    { accumulate: 'continuous', gapSeconds: 60 },
  ),
  preset(
    {
      id: 'ecdc',
      name: 'ECDC: 15 phút trong 2 m hoặc phòng kín · 15 minutes within 2 m or in a closed room',
      reference: 'ECDC, 25/2/2020: 15 minutes within 2 m or in a closed room',
      validFrom: '2020-02-25',
      validTo: null,
    },
    15,
    15,
    { accumulate: 'rolling' },
  ),
];
