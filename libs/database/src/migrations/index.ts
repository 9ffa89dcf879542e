import { Initial1700000000001 } from './1700000000001-initial.js';
import { TraceRequestKey1700000000002 } from './1700000000002-trace-request-key.js';
import { ListsSoFar1700000000003 } from './1700000000003-lists-so-far.js';
import { BackwardTraces1700000000004 } from './1700000000004-backward-traces.js';
import { Network1700000000005 } from './1700000000005-network.js';
import { PresenceChange1700000000006 } from './1700000000006-presence-change.js';
import { FollowedTraces1700000000007 } from './1700000000007-followed-traces.js';
import { TraceSources1700000000008 } from './1700000000008-trace-sources.js';
import { SignedCodes1700000000009 } from './1700000000009-signed-codes.js';
import { RostersAndGateRules1700000000010 } from './1700000000010-rosters-and-gate-rules.js';
import { Devices1700000000011 } from './1700000000011-devices.js';
import { RosterChanges1700000000012 } from './1700000000012-roster-changes.js';
import { Plausibility1700000000013 } from './1700000000013-plausibility.js';
import { DerivationsTaken1700000000017 } from './1700000000017-derivations-taken.js';
import { IsolationFiles1700000000018 } from './1700000000018-isolation-files.js';
import { Walls1700000000020 } from './1700000000020-walls.js';
import { UnitSuccessions1700000000023 } from './1700000000023-unit-successions.js';
import { AuditChain1700000000030 } from './1700000000030-audit-chain.js';
import { Purpose1700000000031 } from './1700000000031-purpose.js';
import { Rights1700000000032 } from './1700000000032-rights.js';
import { EmptiedFiles1700000000033 } from './1700000000033-emptied-files.js';
import { SealedFields1700000000040 } from './1700000000040-sealed-fields.js';
import { SealedFiles1700000000041 } from './1700000000041-sealed-files.js';
import { ExportRole1700000000042 } from './1700000000042-export-role.js';
import { RecoveryCodes1700000000049 } from './1700000000049-recovery-codes.js';
import { SecondFactors1700000000050 } from './1700000000050-second-factors.js';
import { FollowUp1700000000060 } from './1700000000060-follow-up.js';
import { CheckInsReceived1700000000061 } from './1700000000061-check-ins-received.js';
import { ImportChanges1700000000070 } from './1700000000070-import-changes.js';
import { MoreWalls1700000000080 } from './1700000000080-more-walls.js';
import { EmployersByUnit1700000000081 } from './1700000000081-employers-by-unit.js';
import { FirstNames1700000000082 } from './1700000000082-first-names.js';

/** Every migration, oldest first, by hand. */
export const MIGRATIONS = [
  Initial1700000000001,
  TraceRequestKey1700000000002,
  ListsSoFar1700000000003,
  BackwardTraces1700000000004,
  Network1700000000005,
  PresenceChange1700000000006,
  FollowedTraces1700000000007,
  TraceSources1700000000008,
  SignedCodes1700000000009,
  RostersAndGateRules1700000000010,
  Devices1700000000011,
  RosterChanges1700000000012,
  Plausibility1700000000013,
  DerivationsTaken1700000000017,
  IsolationFiles1700000000018,
  Walls1700000000020,
  UnitSuccessions1700000000023,
  AuditChain1700000000030,
  Purpose1700000000031,
  Rights1700000000032,
  EmptiedFiles1700000000033,
  SealedFields1700000000040,
  SealedFiles1700000000041,
  ExportRole1700000000042,
  RecoveryCodes1700000000049,
  SecondFactors1700000000050,
  FollowUp1700000000060,
  CheckInsReceived1700000000061,
  ImportChanges1700000000070,
  MoreWalls1700000000080,
  EmployersByUnit1700000000081,
  FirstNames1700000000082,
];
