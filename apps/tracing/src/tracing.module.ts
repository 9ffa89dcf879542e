import { Module } from '@nestjs/common';
import { PresenceModule } from '@app/presence';
import { CasesController } from './cases/cases.controller.js';
import { CasesService } from './cases/cases.service.js';
import { IsolationsController } from './cases/isolations.controller.js';
import { IsolationsService } from './cases/isolations.service.js';
import { CommandController } from './command/command.controller.js';
import { CommandService } from './command/command.service.js';
import { CommonPlacesController } from './common-places/common-places.controller.js';
import { CommonPlacesService } from './common-places/common-places.service.js';
import { ClockService } from './follow-up/clock.service.js';
import { CommunesService } from './follow-up/communes.service.js';
import { FollowUpsController } from './follow-up/follow-ups.controller.js';
import { FollowUpsService } from './follow-up/follow-ups.service.js';
import { MapController } from './map/map.controller.js';
import { NetworkProcessor } from './networks/network.processor.js';
import { NetworkRunner } from './networks/network-runner.js';
import { NetworkStore } from './networks/network-store.js';
import { NetworksController } from './networks/networks.controller.js';
import { NetworksService } from './networks/networks.service.js';
import { Follower } from './following/follower.js';
import { FollowingController } from './following/following.controller.js';
import { FollowingService } from './following/following.service.js';
import { ReviseProcessor } from './following/revise.processor.js';
import { RevisionStore } from './following/revision-store.js';
import { RevisionsService } from './following/revisions.service.js';
import { TraceReviser } from './following/trace-reviser.js';
import { PresetsController } from './presets/presets.controller.js';
import { PresetsService } from './presets/presets.service.js';
import { NamedPlaces } from './scopes/named-places.js';
import { ScopesController } from './scopes/scopes.controller.js';
import { ScopesService } from './scopes/scopes.service.js';
import { BackwardRunner } from './traces/backward-runner.js';
import { CacheWarmer } from './traces/cache-warmer.js';
import { ContactExplainer } from './traces/contact-explainer.js';
import { ContactsController } from './traces/contacts.controller.js';
import { ContactsService } from './traces/contacts.service.js';
import { GraphService } from './traces/graph.service.js';
import { LargeShares } from './traces/large-shares.js';
import { TraceProcessor } from './traces/trace.processor.js';
import { TraceRunner } from './traces/trace-runner.js';
import { TraceStore } from './traces/trace-store.js';
import { TracesController } from './traces/traces.controller.js';
import { TracesService } from './traces/traces.service.js';

/** Cases, presets, and the queued contact graph. */
@Module({
  imports: [PresenceModule],
  controllers: [
    CasesController,
    IsolationsController,
    PresetsController,
    TracesController,
    ContactsController,
    CommonPlacesController,
    NetworksController,
    ScopesController,
    FollowingController,
    FollowUpsController,
    CommandController,
    MapController,
  ],
  providers: [
    CasesService,
    IsolationsService,
    PresetsService,
    TracesService,
    ContactsService,
    ContactExplainer,
    GraphService,
    NamedPlaces,
    ScopesService,
    LargeShares,
    CommonPlacesService,
    TraceProcessor,
    TraceRunner,
    BackwardRunner,
    TraceStore,
    NetworksService,
    NetworkProcessor,
    NetworkRunner,
    NetworkStore,
    CacheWarmer,
    Follower,
    FollowingService,
    RevisionsService,
    ReviseProcessor,
    TraceReviser,
    RevisionStore,
    FollowUpsService,
    CommunesService,
    ClockService,
    CommandService,
  ],
})
export class TracingModule {}
