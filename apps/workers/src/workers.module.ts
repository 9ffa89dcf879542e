import { Module } from '@nestjs/common';
import { DataImports } from '@app/tables';
import { HealthController } from './health/health.controller.js';
import { HealthImportsController } from './health/health-imports.controller.js';
import { HealthService } from './health/health.service.js';
import { ImportPreviewsService } from './imports/import-previews.service.js';
import { ImportReviewService } from './imports/import-review.service.js';
import { ImportUndoController } from './imports/import-undo.controller.js';
import { ImportUndoService } from './imports/import-undo.service.js';
import { RowImportProcessor } from './imports/row-import.processor.js';
import { RowImportsService } from './imports/row-imports.service.js';
import { WorkerImportProcessor } from './imports/worker-import.processor.js';
import { WorkerImportsController } from './imports/worker-imports.controller.js';
import { WorkerImportsService } from './imports/worker-imports.service.js';
import { ErasureProcessor } from './rights/erasure.processor.js';
import { ErasureService } from './rights/erasure.service.js';
import { OwnDataService } from './rights/own-data.service.js';
import { RightsController } from './rights/rights.controller.js';
import { RightsService } from './rights/rights.service.js';
import { OrganisationListsService } from './rosters/organisation-lists.service.js';
import { RosterImportsController } from './rosters/roster-imports.controller.js';
import { RecordRetentionProcessor } from './retention/record-retention.processor.js';
import { RecordRetentionService } from './retention/record-retention.service.js';
import { RostersController } from './rosters/rosters.controller.js';
import { RoutesService } from './rosters/routes.service.js';
import { WorkerChangesService } from './workers/worker-changes.service.js';
import { WorkersController } from './workers/workers.controller.js';
import { WorkersService } from './workers/workers.service.js';

/** The worker-record service: records, their dated assignments, rosters, health, and imports of all of them. */
@Module({
  controllers: [
    WorkerImportsController,
    ImportUndoController,
    RosterImportsController,
    HealthImportsController,
    WorkersController,
    RostersController,
    HealthController,
    RightsController,
  ],
  providers: [
    WorkersService,
    WorkerChangesService,
    WorkerImportsService,
    ImportPreviewsService,
    ImportReviewService,
    ImportUndoService,
    WorkerImportProcessor,
    OrganisationListsService,
    RoutesService,
    HealthService,
    RowImportsService,
    RowImportProcessor,
    RecordRetentionService,
    RecordRetentionProcessor,
    DataImports,
    RightsService,
    OwnDataService,
    ErasureService,
    ErasureProcessor,
  ],
})
export class WorkersModule {}
