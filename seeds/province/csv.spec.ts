import { parse } from 'csv-parse/sync';
import { province, staysCsv, WORKER_HEADERS, workersCsv } from '../province.js';
import { instants } from './csv.js';
import type { OrganisationSeed } from './types.js';

const made = province({ seed: 5, workers: 2_000, days: 5, lastDay: '2026-11-21' });
const [organisation] = made.organisations() as [OrganisationSeed];
const table = (chunks: Iterable<string>): string[][] => parse([...chunks].join(''));

describe('the CSV of a province', () => {
  it('has a row for every worker, under Vietnamese headers', () => {
    const [headers, ...rows] = table(workersCsv(made, organisation));
    expect(headers).toEqual(WORKER_HEADERS.vi);
    expect(rows).toHaveLength(organisation.size);
    expect(rows[0]?.[2]).toMatch(/^\d\d\/\d\d\/\d{4}$/);
    expect(['Nam', 'Nữ']).toContain(rows[0]?.[3]);
  });

  it('has English headers on demand', () => {
    const [headers, row] = table(workersCsv(made, organisation, { language: 'en' }));
    expect(headers).toEqual(WORKER_HEADERS.en);
    expect(['male', 'female']).toContain(row?.[3]);
  });

  it('holds every stay, with the same instants', () => {
    const [headers, ...rows] = table(staysCsv(made, organisation));
    const stays = Array.from(made.staysOf(organisation), ({ workerCode, placeCode, from, to, evidence }) =>
      [workerCode, placeCode, from, to, evidence].map(String),
    );
    expect(headers).toEqual(['worker', 'place', 'from', 'to', 'evidence']);
    const seconds = (text = '') => String(Date.parse(text) / 1000);
    expect(
      rows.map(([worker, place, from, to, evidence]) => [worker, place, seconds(from), seconds(to), evidence]),
    ).toEqual(stays);
  });

  it('comes in pieces of 64 KB', () => {
    const pieces = [...staysCsv(made, organisation)].map((piece) => piece.length);
    expect(pieces.length).toBeGreaterThan(1);
    for (const length of pieces) expect(length).toBeLessThan(66_000);
  });

  it.each([
    [420, '2021-06-01T00:00:00+07:00'],
    [-210, '2021-05-31T13:30:00-03:30'],
    [0, '2021-05-31T17:00:00+00:00'],
  ])('writes instants %i minutes ahead of UTC', (offset, text) => {
    expect(instants(offset)(Date.parse('2021-06-01T00:00:00+07:00') / 1000)).toBe(text);
  });
});
