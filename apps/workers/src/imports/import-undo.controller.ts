import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, id } from '@app/contracts';
import { CurrentActor, Roles } from '@app/platform';
import { ImportUndoService } from './import-undo.service.js';

@ApiTags('workers')
@Roles('province_admin', 'enterprise_admin', 'personnel')
@Controller('workers/imports')
export class ImportUndoController {
  constructor(private readonly undo: ImportUndoService) {}

  /** Refusals: not_found, import_in_use, import_touched. A second time nothing happens. */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Undo an import: all is as it was before, unless something later rests on it' })
  takeBack(@CurrentActor() actor: Actor, @Param('id', { schema: id }) importId: string): Promise<void> {
    return this.undo.takeBack(actor, importId);
  }
}
