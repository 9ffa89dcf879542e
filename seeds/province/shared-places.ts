import type { Assignments } from './assignments.js';
import { addressIn, communeOfZone, type Commune } from './territory.js';
import type { PlaceSeed, SharedPlacesSeed } from './types.js';

const DORMITORY = { rooms: 30, beds: 8 };
const LODGING = { rooms: 12, beds: 3 };
const SEATS = 45;

const number = (value: number, digits: number): string => String(value).padStart(digits, '0');

const busCode = (bus: number): string => `XE-${number(bus + 1, 4)}`;
const dormitoryCode = (house: number): string => `KTX-${number(house + 1, 3)}`;
const lodgingCode = (house: number): string => `NT-${number(house + 1, 4)}`;
const roomCode = (house: string, room: number): string => `${house}-${number(room + 1, 2)}`;

/** A room of a dormitory or lodging house. */
export interface Residence {
  roomCode: string;
  address: string;
}

/** Codes, addresses and units of buses and rooms, by the numbers the assignments use. */
export class SharedPlaces {
  readonly busCodes: readonly string[];
  readonly dormitoryRooms: readonly Residence[];
  readonly lodgingRooms: readonly Residence[];
  private readonly byUnit = new Map<string, PlaceSeed[]>();
  readonly count: number;

  constructor(assignments: Assignments) {
    const zone = (group: number) => assignments.zoneOfGroup(group);
    this.busCodes = assignments.buses.groups.map((group, bus) => {
      const code = busCode(bus);
      this.add(communeOfZone(zone(group), bus), { kind: 'bus', name: `Xe đưa đón ${bus + 1}`, code, capacity: SEATS });
      return code;
    });
    this.dormitoryRooms = this.rooms(assignments.dormitoryRooms.groups.map(zone), DORMITORY, {
      kinds: ['dormitory', 'dormitory-room'],
      name: (house) => `Ký túc xá ${house + 1}`,
      code: dormitoryCode,
    });
    this.lodgingRooms = this.rooms(assignments.lodgingRooms.groups.map(zone), LODGING, {
      kinds: ['lodging-house', 'lodging-room'],
      name: (house) => `Nhà trọ ${house + 1}`,
      code: lodgingCode,
    });
    this.count = [...this.byUnit.values()].reduce((sum, places) => sum + places.length, 0);
  }

  /** By the units' codes, parents before children. */
  *list(): Generator<SharedPlacesSeed> {
    for (const unitCode of [...this.byUnit.keys()].sort()) yield { unitCode, places: this.byUnit.get(unitCode) ?? [] };
  }

  private add(commune: Commune, place: PlaceSeed): void {
    const places = this.byUnit.get(commune.code);
    if (places) places.push(place);
    else this.byUnit.set(commune.code, [place]);
  }

  private rooms(
    zones: readonly number[],
    { rooms, beds }: typeof DORMITORY,
    house: {
      kinds: readonly [PlaceSeed['kind'], PlaceSeed['kind']];
      name: (house: number) => string;
      code: (house: number) => string;
    },
  ): Residence[] {
    return zones.map((_, index) => {
      const at = Math.floor(index / rooms);
      const commune = communeOfZone(zones[at * rooms] ?? 0, at);
      const parentCode = house.code(at);
      const room = index % rooms;
      if (room === 0) this.add(commune, { kind: house.kinds[0], name: house.name(at), code: parentCode });
      const code = roomCode(parentCode, room);
      const name = `Phòng ${room + 1}`;
      this.add(commune, { kind: house.kinds[1], name, code, parentCode, capacity: beds });
      return { roomCode: code, address: `${name}, ${house.name(at)}, ${addressIn(commune)}` };
    });
  }
}
