import { Module } from '@nestjs/common';
import { DataImports } from '@app/tables';
import { WorkerImportProcessor } from './imports/worker-import.processor.js';
import { WorkerImportsController } from './imports/worker-imports.controller.js';
import { WorkerImportsService } from './imports/worker-imports.service.js';
import { WorkerChangesService } from './workers/worker-changes.service.js';
import { WorkersController } from './workers/workers.controller.js';
import { WorkersService } from './workers/workers.service.js';

/** The worker-record service: records, their dated assignments, and imports of them. */
@Module({
  controllers: [WorkerImportsController, WorkersController],
  providers: [WorkersService, WorkerChangesService, WorkerImportsService, WorkerImportProcessor, DataImports],
})
export class WorkersModule {}
