import { Controller, Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, id, importFields, type ImportView } from '@app/contracts';
import { CurrentActor, readUpload, Roles } from '@app/platform';
import { WorkStreams } from '@app/queue';
import { DataImports, ImportsController } from '@app/tables';
import type { FastifyRequest } from 'fastify';
import { PresenceImportsService } from './presence-imports.service.js';
import { type PresenceKind, PROXIMITY, STAYS } from './presence-kinds.js';

/** Imports of what was measured elsewhere; unlike those of workers they can be taken back. */
abstract class PresenceImportsController extends ImportsController {
  constructor(
    imports: DataImports,
    streams: WorkStreams,
    private readonly presence: PresenceImportsService,
    private readonly kind: PresenceKind,
  ) {
    super(imports, streams, [kind]);
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
      'Import a file (.csv, .xlsx): stays of worker, place, from, to, evidence; or proximity of workerA, workerB, from, to',
  })
  async create(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<ImportView> {
    return this.imports.create(actor, this.kind, await readUpload(request, importFields));
  }

  /** Refusals: not_found, import_in_use. */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take an import back: what it stored is deleted' })
  takeBack(@CurrentActor() actor: Actor, @Param('id', { schema: id }) importId: string): Promise<void> {
    return this.presence.takeBack(actor, this.kind, importId);
  }
}

@ApiTags('presence')
@Roles('province_admin', 'enterprise_admin', 'personnel', 'service')
@Controller('stays/imports')
export class StayImportsController extends PresenceImportsController {
  constructor(imports: DataImports, streams: WorkStreams, presence: PresenceImportsService) {
    super(imports, streams, presence, STAYS);
  }
}

@ApiTags('presence')
@Roles('province_admin', 'enterprise_admin', 'personnel', 'service')
@Controller('proximity/imports')
export class ProximityImportsController extends PresenceImportsController {
  constructor(imports: DataImports, streams: WorkStreams, presence: PresenceImportsService) {
    super(imports, streams, presence, PROXIMITY);
  }
}
