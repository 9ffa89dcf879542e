import type {
  acceptInvitation,
  addedContact,
  bulkPlaces,
  bulkWorkerChange,
  CaseAnswer,
  caseChange,
  caseFilter,
  CheckInAnswer,
  checkInBatch,
  checkInOverride,
  checkInVoid,
  ClearedFlag,
  clockQuery,
  CommandFigures,
  CommonPlace,
  CommuneContacts,
  CompletenessAnswer,
  contactFilter,
  ContactGraph,
  contactReview,
  DeclarationAnswer,
  DestinationAnswer,
  DeviceAnswer,
  deviceEnrolment,
  EnrolledDevice,
  enrolment,
  EnrolmentAnswer,
  EvacuationAnswer,
  ExportAnswer,
  FigureRows,
  figureRowsQuery,
  FlagAnswer,
  flagClearing,
  flagQuery,
  FollowUpAnswer,
  followUpChange,
  FollowUpCounts,
  followUpFilter,
  graphFilter,
  ImportChangeAnswer,
  importChanges,
  importList,
  ImportView,
  InvitedDevice,
  InvitedUser,
  List,
  Manifest,
  MapSettings,
  Me,
  mendedRow,
  newCase,
  newDeclaration,
  newDevice,
  newExport,
  newRightsRequest,
  newSite,
  newTrace,
  newUser,
  OrganisationAnswer,
  organisationChange,
  OverrideAnswer,
  OwnCheckIn,
  OwnGate,
  page,
  PersonalCode,
  PlaceAnswer,
  placeChange,
  PresetHead,
  Problem,
  recovery,
  RecoveryCodesAnswer,
  recoveryRenewal,
  refreshRequest,
  RejectedRowAnswer,
  RejectedRows,
  Revision,
  rightsDecision,
  rightsQuery,
  RightsRequest,
  scopeComparison,
  ScopeFigures,
  signIn,
  signOut,
  SiteAnswer,
  StopAnswer,
  stopQuery,
  TokenPair,
  TraceAnswer,
  TracedContact,
  TracingClock,
  UnitAnswer,
  unitsQuery,
  UserAnswer,
  VoidedCheckIn,
  WorkerAnswer,
  workerChange,
  workerFilter,
  workerLookup,
  workerSearch,
} from '@app/contracts';
import type { z } from 'zod';

/** `GET /sites/:id/occupancy`, which has no type of its own in the contracts. */
export interface OccupancyAnswer {
  siteId: string;
  at: string;
  inside: number;
  places: { placeId: string; code: string; name: string; kind: PlaceAnswer['kind']; inside: number }[];
}
/** An item of a batch as it is answered. */
export type SentCheckIn = CheckInAnswer & { replayed: boolean; error?: Problem };

type Paged = z.input<typeof page>;

/** The calls that the pages make: what goes in, as the schema takes it, and what comes out. */
export interface Routes {
  'POST /auth/token': { body: z.input<typeof signIn>; answer: TokenPair };
  'POST /auth/refresh': { body: z.input<typeof refreshRequest>; answer: TokenPair };
  'POST /auth/logout': { body: z.input<typeof signOut>; answer: void };
  'POST /auth/invitations/accept': {
    body: z.input<typeof acceptInvitation>;
    answer: { id: string; username: string };
  };
  'POST /auth/second-factor': { body: z.input<typeof enrolment>; answer: EnrolmentAnswer };
  'POST /auth/second-factor/recover': { body: z.input<typeof recovery>; answer: EnrolmentAnswer };
  'POST /auth/second-factor/recovery-codes': { body: z.input<typeof recoveryRenewal>; answer: RecoveryCodesAnswer };
  'GET /auth/me': { answer: Me };

  'GET /organisations': { query: Paged; answer: List<OrganisationAnswer> };
  'GET /organisations/:id': { answer: OrganisationAnswer };
  'GET /organisations/:id/completeness': { answer: CompletenessAnswer };
  'GET /organisations/:id/sites': { query?: Paged; answer: List<SiteAnswer> };
  'PATCH /organisations/:id': { body: z.input<typeof organisationChange>; answer: OrganisationAnswer };
  'POST /organisations/:id/sites': { body: z.input<typeof newSite>; answer: SiteAnswer };
  'GET /organisations/:id/users': { query: Paged; answer: List<UserAnswer> };
  'POST /organisations/:id/users': { body: z.input<typeof newUser>; answer: InvitedUser };
  'POST /users/:id/invitations': { answer: InvitedUser };
  'GET /organisations/:id/devices': { query: Paged; answer: List<DeviceAnswer> };
  'POST /organisations/:id/devices': { body: z.input<typeof newDevice>; answer: InvitedDevice };
  'DELETE /devices/:id': { answer: void };
  'GET /organisations/:id/stops': { query: z.input<typeof stopQuery>; answer: List<StopAnswer> };
  'GET /organisations/:id/flags': { query: z.input<typeof flagQuery>; answer: List<FlagAnswer> };
  'POST /check-ins/:id/clear': { body: z.input<typeof flagClearing>; answer: ClearedFlag };
  'POST /check-ins/:id/void': { body: z.input<typeof checkInVoid>; answer: VoidedCheckIn };
  'GET /units': { query: z.input<typeof unitsQuery>; answer: List<UnitAnswer> };
  'POST /sites/:id/places/bulk': { body: z.input<typeof bulkPlaces>; answer: { items: PlaceAnswer[] } };
  'PATCH /places/:id': { body: z.input<typeof placeChange>; answer: PlaceAnswer };
  'GET /sites/:id/occupancy': { answer: OccupancyAnswer };
  'GET /sites/:id/evacuation': { answer: EvacuationAnswer };
  'GET /sites/:id/places': { query: Paged; answer: List<PlaceAnswer> };

  'GET /workers': { query: z.input<typeof workerFilter>; answer: List<WorkerAnswer> };
  'POST /workers/bulk': { body: z.input<typeof bulkWorkerChange>; answer: { changed: number } };
  'POST /workers/search': { body: z.input<typeof workerSearch>; answer: List<WorkerAnswer> };
  'POST /workers/lookup': { body: z.input<typeof workerLookup>; answer: List<WorkerAnswer> };
  'GET /workers/:id': { answer: WorkerAnswer };
  'PATCH /workers/:id': { body: z.input<typeof workerChange>; answer: WorkerAnswer };

  'GET /workers/imports': { query: z.input<typeof importList>; answer: List<ImportView> };
  'GET /workers/imports/:id': { answer: ImportView };
  'GET /workers/imports/:id/changes': { query: z.input<typeof importChanges>; answer: List<ImportChangeAnswer> };
  'GET /workers/imports/:id/rejected': { query: Paged; answer: RejectedRows };
  'PUT /workers/imports/:id/rejected/:row': { body: z.input<typeof mendedRow>; answer: RejectedRowAnswer };
  'POST /workers/imports/:id/publish': { answer: ImportView };
  'DELETE /workers/imports/:id': { answer: void };

  'GET /workers/:id/check-ins': { query: Paged; answer: List<OwnCheckIn> };
  'GET /workers/:id/gate': { answer: OwnGate };
  'POST /workers/:id/personal-code': { answer: PersonalCode };
  'GET /workers/:id/declarations': { query: Paged; answer: List<DeclarationAnswer> };
  'GET /rights/requests': { query: z.input<typeof rightsQuery>; answer: List<RightsRequest> };
  'POST /rights/requests/:id/decide': { body: z.input<typeof rightsDecision>; answer: RightsRequest };
  'GET /workers/:id/requests': { answer: List<RightsRequest> };
  'POST /workers/:id/requests': { body: z.input<typeof newRightsRequest>; answer: RightsRequest };
  'POST /workers/:id/declarations': { body: z.input<typeof newDeclaration>; answer: DeclarationAnswer };
  'POST /check-ins/batch': { body: z.input<typeof checkInBatch>; answer: { items: SentCheckIn[] } };
  'POST /check-ins/:id/override': { body: z.input<typeof checkInOverride>; answer: OverrideAnswer };
  'POST /devices/enrol': { body: z.input<typeof deviceEnrolment>; answer: EnrolledDevice };

  'GET /cases': { query: z.input<typeof caseFilter>; answer: List<CaseAnswer> };
  'POST /cases': { body: z.input<typeof newCase>; answer: CaseAnswer };
  'GET /cases/:id': { answer: CaseAnswer };
  'PATCH /cases/:id': { body: z.input<typeof caseChange>; answer: CaseAnswer };

  'GET /presets': { answer: List<PresetHead> };
  'GET /traces': { query: Paged; answer: List<TraceAnswer> };
  'POST /traces': { body: z.input<typeof newTrace>; answer: TraceAnswer };
  'GET /traces/:id': { answer: TraceAnswer };
  'POST /traces/:id/cancel': { answer: TraceAnswer };
  'POST /traces/:id/follow': { answer: TraceAnswer };
  'POST /traces/:id/unfollow': { answer: TraceAnswer };
  'GET /traces/:id/revisions': { query: Paged; answer: List<Revision> };
  'GET /traces/:id/contacts': {
    query: z.input<typeof contactFilter>;
    answer: List<TracedContact> & { revision: number };
  };
  'POST /traces/:id/contacts': { body: z.input<typeof addedContact>; answer: TracedContact };
  'GET /traces/:id/contacts/:workerId': { answer: TracedContact };
  'POST /traces/:id/contacts/:workerId/review': { body: z.input<typeof contactReview>; answer: TracedContact };
  'GET /traces/:id/graph': { query: z.input<typeof graphFilter>; answer: ContactGraph };
  'GET /traces/:id/places': { query: Paged; answer: List<CommonPlace> };
  'POST /traces/:id/compare': { body: z.input<typeof scopeComparison>; answer: { scopes: ScopeFigures[] } };

  'GET /traces/:id/communes': { answer: { items: CommuneContacts[] } };

  'GET /follow-ups': { query: z.input<typeof followUpFilter>; answer: List<FollowUpAnswer> };
  'GET /follow-ups/counts': { answer: FollowUpCounts };
  'POST /cases/:id/follow-ups': { body: z.input<typeof followUpChange>; answer: { items: FollowUpAnswer[] } };
  'GET /tracing-clock': { query: z.input<typeof clockQuery>; answer: TracingClock };
  'GET /command/figures': { answer: CommandFigures };
  'GET /command/figures/:figure': { query: z.input<typeof figureRowsQuery>; answer: FigureRows };
  'GET /map': { answer: MapSettings };

  'GET /destinations': { query: Paged; answer: List<DestinationAnswer> };
  'GET /exports': { query: Paged; answer: List<ExportAnswer> };
  'POST /exports': { body: z.input<typeof newExport>; answer: ExportAnswer };
  'GET /exports/awaiting-approval': { query: Paged; answer: List<ExportAnswer> };
  'POST /exports/:id/approve': { answer: ExportAnswer };
  'POST /exports/:id/refuse': { answer: ExportAnswer };
  'GET /exports/:id': { answer: ExportAnswer };
  'GET /exports/:id/manifest': { answer: Manifest };
}
export type Route = keyof Routes;
export type AnswerOf<R extends Route> = Routes[R]['answer'];

type ParametersOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParametersOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
type Parameters<R extends string> = [ParametersOf<R>] extends [never]
  ? object
  : { params: Record<ParametersOf<R>, string> };

/** What a call of a route takes: `params` of its path, `query`, `body`. */
export type WishOf<R extends Route> = Parameters<R> & Pick<Routes[R], Extract<keyof Routes[R], 'query' | 'body'>>;

interface AnyWish {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** Method, address below /api/v1 and body of a call. Searches have a body, so that no name stands in an address. */
export function requestOf(route: Route, wish: AnyWish): { method: string; path: string; body: unknown } {
  const [method = 'GET', pattern = ''] = route.split(' ');
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(wish.params?.[name] ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(wish.query ?? {}))
    if (value !== undefined && value !== null)
      query.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return { method, path: query.size > 0 ? `${path}?${query.toString()}` : path, body: wish.body };
}
