import { Module } from '@nestjs/common';
import { AnchorsService } from './audit/anchors.service.js';
import { AuditController } from './audit/audit.controller.js';
import { AnchorProcessor, AuditPruneProcessor, SealProcessor } from './audit/audit.processors.js';
import { AuditService } from './audit/audit.service.js';
import { CompletenessService } from './organisations/completeness.service.js';
import { OrganisationsController } from './organisations/organisations.controller.js';
import { OrganisationsService } from './organisations/organisations.service.js';
import { Credentials } from './sessions/credentials.js';
import { Passwords } from './sessions/passwords.js';
import { SecondFactors } from './sessions/second-factors.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SignInLimits } from './sessions/sign-in-limits.js';
import { PlaceChangesService } from './sites/place-changes.service.js';
import { PlacesController } from './sites/places.controller.js';
import { PlacesService } from './sites/places.service.js';
import { SitesController } from './sites/sites.controller.js';
import { SitesService } from './sites/sites.service.js';
import { UnitsController } from './units/units.controller.js';
import { UnitsService } from './units/units.service.js';
import { AccountEndsController } from './users/account-ends.controller.js';
import { AccountEndsService } from './users/account-ends.service.js';
import { InvitationsService } from './users/invitations.service.js';
import { OfficersController } from './users/officers.controller.js';
import { OfficersService } from './users/officers.service.js';
import { UsersController } from './users/users.controller.js';
import { UsersService } from './users/users.service.js';

export { keepSecret } from './sessions/second-factors.js';
export { createAccount, type AccountData } from './users/create-account.js';

/** The enterprise-account service: who may sign in, organisations, sites, places, units, and the log. */
@Module({
  controllers: [
    SessionsController,
    UsersController,
    OfficersController,
    AccountEndsController,
    OrganisationsController,
    SitesController,
    PlacesController,
    UnitsController,
    AuditController,
  ],
  providers: [
    Passwords,
    SecondFactors,
    SignInLimits,
    Credentials,
    SessionsService,
    UsersService,
    OfficersService,
    AccountEndsService,
    InvitationsService,
    OrganisationsService,
    CompletenessService,
    SitesService,
    PlacesService,
    PlaceChangesService,
    UnitsService,
    AuditService,
    AnchorsService,
    SealProcessor,
    AnchorProcessor,
    AuditPruneProcessor,
  ],
})
export class AccountsModule {}
