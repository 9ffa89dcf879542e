import { AdministrativeUnit } from './administrative-unit.entity.js';
import { Assignment } from './assignment.entity.js';
import { AuditCut } from './audit-cut.entity.js';
import { AuditEvent } from './audit-event.entity.js';
import { AuditPending } from './audit-pending.entity.js';
import { AuditSeal } from './audit-seal.entity.js';
import { BusTrip } from './bus-trip.entity.js';
import { CanteenSitting } from './canteen-sitting.entity.js';
import { CaseRecord } from './case-record.entity.js';
import { CheckIn } from './check-in.entity.js';
import { CheckInKey } from './check-in-key.entity.js';
import { CodeUse } from './code-use.entity.js';
import { DataImport } from './data-import.entity.js';
import { Delivery } from './delivery.entity.js';
import { DeliveryAttempt } from './delivery-attempt.entity.js';
import { Destination } from './destination.entity.js';
import { Device } from './device.entity.js';
import { ExportPart } from './export-part.entity.js';
import { ExportRecord } from './export-record.entity.js';
import { FollowUp } from './follow-up.entity.js';
import { GateRule } from './gate-rule.entity.js';
import { HealthDeclaration } from './health-declaration.entity.js';
import { HealthTest } from './health-test.entity.js';
import { ImportChange } from './import-change.entity.js';
import { ImportReject } from './import-reject.entity.js';
import { Invitation } from './invitation.entity.js';
import { Isolation } from './isolation.entity.js';
import { KnownAddress } from './known-address.entity.js';
import { Network } from './network.entity.js';
import { NetworkDay } from './network-day.entity.js';
import { NetworkPlace } from './network-place.entity.js';
import { Organisation } from './organisation.entity.js';
import { OutboxEntry } from './outbox-entry.entity.js';
import { PeopleRead } from './people-read.entity.js';
import { Person } from './person.entity.js';
import { PlainField } from './plain-field.entity.js';
import { PlainFileChunk } from './plain-file-chunk.entity.js';
import { Place } from './place.entity.js';
import { PlaceMove } from './place-move.entity.js';
import { PresenceChange } from './presence-change.entity.js';
import { PresenceDay } from './presence-day.entity.js';
import { PlausibilityCheck } from './plausibility-check.entity.js';
import { PlausibilityRule } from './plausibility-rule.entity.js';
import { Preset } from './preset.entity.js';
import { Proximity } from './proximity.entity.js';
import { RecoveryCode } from './recovery-code.entity.js';
import { RefreshToken } from './refresh-token.entity.js';
import { RightsRequestRow } from './rights-request.entity.js';
import { RosterChange } from './roster-change.entity.js';
import { RosterDay } from './roster-day.entity.js';
import { RouteStop } from './route-stop.entity.js';
import { SecondFactor } from './second-factor.entity.js';
import { ShiftPattern } from './shift-pattern.entity.js';
import { SignInLimit } from './sign-in-limit.entity.js';
import { Site } from './site.entity.js';
import { Stay } from './stay.entity.js';
import { StayDerivation } from './stay-derivation.entity.js';
import { StoredFile } from './stored-file.entity.js';
import { StoredFileChunk } from './stored-file-chunk.entity.js';
import { Trace } from './trace.entity.js';
import { TraceCase } from './trace-case.entity.js';
import { TraceChange } from './trace-change.entity.js';
import { TraceContact } from './trace-contact.entity.js';
import { TracePlace } from './trace-place.entity.js';
import { TraceTime } from './trace-time.entity.js';
import { TraceReview } from './trace-review.entity.js';
import { TraceRevision } from './trace-revision.entity.js';
import { TraceSeen } from './trace-seen.entity.js';
import { TraceSource } from './trace-source.entity.js';
import { UnitReach } from './unit-reach.entity.js';
import { UnitSuccession } from './unit-succession.entity.js';
import { UserAccount } from './user-account.entity.js';
import { VaccineDose } from './vaccine-dose.entity.js';
import { Work } from './work.entity.js';
import { Worker } from './worker.entity.js';

/** Every entity, by hand: what is not here is not in the database. */
export const ENTITIES = [
  AdministrativeUnit,
  UnitSuccession,
  UnitReach,
  Organisation,
  Site,
  Place,
  PlaceMove,
  UserAccount,
  Invitation,
  RefreshToken,
  SecondFactor,
  RecoveryCode,
  KnownAddress,
  SignInLimit,
  Person,
  Worker,
  Assignment,
  ShiftPattern,
  RightsRequestRow,
  RosterChange,
  RosterDay,
  BusTrip,
  CanteenSitting,
  RouteStop,
  HealthTest,
  VaccineDose,
  HealthDeclaration,
  GateRule,
  PlausibilityRule,
  Work,
  OutboxEntry,
  StoredFile,
  StoredFileChunk,
  DataImport,
  ImportChange,
  ImportReject,
  PlainField,
  PlainFileChunk,
  CodeUse,
  Device,
  CheckIn,
  CheckInKey,
  Stay,
  Proximity,
  StayDerivation,
  PlausibilityCheck,
  PresenceChange,
  PresenceDay,
  Isolation,
  CaseRecord,
  FollowUp,
  Preset,
  Trace,
  TraceCase,
  TraceContact,
  TracePlace,
  TraceReview,
  TraceSource,
  TraceTime,
  Network,
  NetworkDay,
  NetworkPlace,
  TraceSeen,
  TraceRevision,
  TraceChange,
  ExportRecord,
  ExportPart,
  Destination,
  Delivery,
  DeliveryAttempt,
  AuditCut,
  AuditEvent,
  AuditPending,
  AuditSeal,
];

export {
  AdministrativeUnit,
  UnitSuccession,
  UnitReach,
  Organisation,
  Site,
  Place,
  PlaceMove,
  UserAccount,
  Invitation,
  RefreshToken,
  PeopleRead,
  SecondFactor,
  RecoveryCode,
  KnownAddress,
  SignInLimit,
  Person,
  Worker,
  Assignment,
  ShiftPattern,
  RightsRequestRow,
  RosterChange,
  RosterDay,
  BusTrip,
  CanteenSitting,
  RouteStop,
  HealthTest,
  VaccineDose,
  HealthDeclaration,
  GateRule,
  PlausibilityRule,
  Work,
  OutboxEntry,
  StoredFile,
  StoredFileChunk,
  DataImport,
  ImportChange,
  ImportReject,
  PlainField,
  PlainFileChunk,
  CodeUse,
  Device,
  CheckIn,
  CheckInKey,
  Stay,
  Proximity,
  StayDerivation,
  PlausibilityCheck,
  PresenceChange,
  PresenceDay,
  Isolation,
  CaseRecord,
  FollowUp,
  Preset,
  Trace,
  TraceCase,
  TraceContact,
  TracePlace,
  TraceReview,
  TraceSource,
  TraceTime,
  Network,
  NetworkDay,
  NetworkPlace,
  TraceSeen,
  TraceRevision,
  TraceChange,
  ExportRecord,
  ExportPart,
  Destination,
  Delivery,
  DeliveryAttempt,
  AuditCut,
  AuditEvent,
  AuditPending,
  AuditSeal,
};
