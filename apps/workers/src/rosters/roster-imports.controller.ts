import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, type ImportView, rosterImportFields } from '@app/contracts';
import { CurrentActor, readUpload, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import { DataImports, ImportsController } from '@app/tables';
import type { FastifyRequest } from 'fastify';
import { ROSTER_KINDS } from './roster-kinds.js';

@ApiTags('rosters')
@Roles('province_admin', 'enterprise_admin', 'personnel')
@Controller('rosters/imports')
export class RosterImportsController extends ImportsController {
  constructor(imports: DataImports, streams: WorkStreams) {
    super(imports, streams, ROSTER_KINDS);
  }

  /**
   * Refusals: not_found, too_large, unsupported_file, wrong_encoding, empty_file, unknown_column, duplicate_column,
   * missing_column. What only the rows show fails the import: truncated_file, too_many_rows, wrong_encoding, empty_file.
   */
  @Post()
  @HttpCode(202)
  @ApiConsumes('multipart/form-data')
  @ApiOperation({
    summary:
      'Import rosters: organisationId, kind, file (.csv, .xlsx). shift-patterns: code, from, to · roster: worker, day, ' +
      'shift (empty: a day off), place · bus-trips: code, place, direction, shift, from, to, stops · sittings: code, ' +
      'place, shift, from, to · routes: worker, position, place, from, to, validFrom. Lists also take cycle, days, ' +
      'validFrom, validTo',
  })
  async create(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ImportView> {
    const upload = await readUpload(request, rosterImportFields);
    return this.imports.create(
      actor,
      ROSTER_KINDS.find(({ kind }) => kind === upload.fields.kind)!,
      upload,
    );
  }
}
