import { Module } from '@nestjs/common';
import { DataImports } from '@app/tables';
import { CheckInDatabase } from './check-ins/check-in-database.js';
import { CheckInsController } from './check-ins/check-ins.controller.js';
import { CheckInsService } from './check-ins/check-ins.service.js';
import { Settlement } from './check-ins/settlement.js';
import { CodeTokens } from './codes/code-tokens.js';
import { VoidsService } from './check-ins/voids.service.js';
import { CodesController } from './codes/codes.controller.js';
import { CodesService } from './codes/codes.service.js';
import { LiveCodesController } from './codes/live-codes.controller.js';
import { LiveCodesService } from './codes/live-codes.service.js';
import { Scans } from './codes/scans.js';
import { SheetsController } from './codes/sheets.controller.js';
import { SheetsService } from './codes/sheets.service.js';
import { Sheets } from './codes/sheets.js';
import { DevicesController } from './devices/devices.controller.js';
import { DevicesService } from './devices/devices.service.js';
import { PackEntries } from './devices/pack-entries.js';
import { PackController } from './devices/pack.controller.js';
import { PackService } from './devices/pack.service.js';
import { RetentionProcessor } from './retention/retention.processor.js';
import { RetentionService } from './retention/retention.service.js';
import { GateRulesController } from './gate/gate-rules.controller.js';
import { GateRulesService } from './gate/gate-rules.service.js';
import { StopsController } from './gate/stops.controller.js';
import { StopsService } from './gate/stops.service.js';
import { OverridesController } from './gate/overrides.controller.js';
import { OverridesService } from './gate/overrides.service.js';
import { EvacuationService } from './occupancy/evacuation.service.js';
import { OccupancyController } from './occupancy/occupancy.controller.js';
import { OccupancyFeed } from './occupancy/occupancy-feed.js';
import { OccupancyService } from './occupancy/occupancy.service.js';
import { OwnCheckInsController } from './own/own-check-ins.controller.js';
import { OwnCheckInsService } from './own/own-check-ins.service.js';
import { FlagsController } from './plausibility/flags.controller.js';
import { FlagsService } from './plausibility/flags.service.js';
import { PlausibilityProcessor } from './plausibility/plausibility.processor.js';
import { PlausibilityService } from './plausibility/plausibility.service.js';
import { PlausibilityRulesController } from './plausibility/plausibility-rules.controller.js';
import { PlausibilityRulesService } from './plausibility/plausibility-rules.service.js';
import { DerivationsController } from './stays/derivations.controller.js';
import { PresenceImportsService } from './stays/imports/presence-imports.service.js';
import { ProximityImportProcessor } from './stays/imports/proximity-import.processor.js';
import { StayImportProcessor } from './stays/imports/stay-import.processor.js';
import { ProximityImportsController, StayImportsController } from './stays/imports/presence-imports.controller.js';
import { Pace } from './stays/pace.js';
import { PartitionsProcessor } from './stays/partitions.processor.js';
import { PresenceController } from './stays/presence.controller.js';
import { PresenceService } from './stays/presence.service.js';
import { RosterChangesProcessor } from './stays/roster-changes.processor.js';
import { RosterChangesService } from './stays/roster-changes.service.js';
import { StayDerivationProcessor } from './stays/stay-derivation.processor.js';
import { StayDerivationService } from './stays/stay-derivation.service.js';

/** The QR check-in service: codes, check-ins, and the stays they amount to. */
@Module({
  controllers: [
    CodesController,
    SheetsController,
    LiveCodesController,
    CheckInsController,
    OwnCheckInsController,
    OverridesController,
    StopsController,
    GateRulesController,
    DevicesController,
    PackController,
    FlagsController,
    PlausibilityRulesController,
    PresenceController,
    OccupancyController,
    DerivationsController,
    StayImportsController,
    ProximityImportsController,
  ],
  providers: [
    CodeTokens,
    Scans,
    Sheets,
    SheetsService,
    LiveCodesService,
    CodesService,
    CheckInDatabase,
    Settlement,
    CheckInsService,
    OwnCheckInsService,
    OverridesService,
    StopsService,
    GateRulesService,
    VoidsService,
    DevicesService,
    PackEntries,
    PackService,
    FlagsService,
    PlausibilityRulesService,
    PlausibilityService,
    PlausibilityProcessor,
    PresenceService,
    OccupancyService,
    OccupancyFeed,
    EvacuationService,
    Pace,
    StayDerivationService,
    StayDerivationProcessor,
    RosterChangesService,
    RosterChangesProcessor,
    PartitionsProcessor,
    RetentionService,
    RetentionProcessor,
    DataImports,
    PresenceImportsService,
    StayImportProcessor,
    ProximityImportProcessor,
  ],
})
export class CheckinModule {}
