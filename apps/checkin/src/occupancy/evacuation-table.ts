import type { EvacuationAnswer } from '@app/contracts';
import { writeCsv } from '@app/tables';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';

const HEADER = ['place', 'placeName', 'kind', 'worker', 'fullName', 'since', 'evidence', 'organisation'];

/** The list as JSON, or as a table where `wanted` names CSV. */
export async function sendEvacuation(
  reply: FastifyReply,
  list: EvacuationAnswer,
  wanted: string | undefined,
): Promise<void> {
  if (wanted !== 'csv' && !wanted?.includes('text/csv')) return void (await reply.send(list));
  const rows = list.places.flatMap(({ code, name, kind, people }) =>
    people.map(({ workerCode, fullName, since, evidence, organisation }) => [
      ...[code, name, kind, workerCode, fullName, since, evidence, organisation],
    ]),
  );
  await reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="evacuation.csv"')
    .send(Readable.from(writeCsv(HEADER, rows)));
}
