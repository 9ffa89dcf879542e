import { Module } from '@nestjs/common';
import { PresenceModule } from '@app/presence';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveriesService } from './deliveries/deliveries.service.js';
import { DeliveryProcessor } from './deliveries/delivery.processor.js';
import { DeliverySender } from './deliveries/delivery-sender.js';
import { DestinationsController } from './destinations/destinations.controller.js';
import { DestinationsService } from './destinations/destinations.service.js';
import { AuditedExportsController } from './exports/audited-exports.controller.js';
import { AuditedExportsService } from './exports/audited-exports.service.js';
import { ExportApprovalsService } from './exports/export-approvals.service.js';
import { ExportParts } from './exports/export-parts.js';
import { ExportProcessor } from './exports/export.processor.js';
import { ExportRunner } from './exports/export-runner.js';
import { ExportsController } from './exports/exports.controller.js';
import { ExportsService } from './exports/exports.service.js';
import { ListReader } from './lists/list-rows.js';

/** The exchange service: lists that are taken out, and their delivery to command centres. */
@Module({
  imports: [PresenceModule],
  controllers: [ExportsController, AuditedExportsController, DeliveriesController, DestinationsController],
  providers: [
    ExportsService,
    AuditedExportsService,
    ExportApprovalsService,
    ExportParts,
    ListReader,
    ExportRunner,
    ExportProcessor,
    DestinationsService,
    DeliveriesService,
    DeliverySender,
    DeliveryProcessor,
  ],
})
export class ExchangeModule {}
