import type {
  acceptInvitation,
  addedContact,
  CaseAnswer,
  clockQuery,
  CommandFigures,
  caseChange,
  caseFilter,
  CommonPlace,
  CommuneContacts,
  contactFilter,
  ContactGraph,
  contactReview,
  DestinationAnswer,
  ExportAnswer,
  FigureRows,
  figureRowsQuery,
  FollowUpAnswer,
  followUpChange,
  FollowUpCounts,
  followUpFilter,
  graphFilter,
  List,
  Manifest,
  MapSettings,
  Me,
  newCase,
  newExport,
  newTrace,
  OrganisationAnswer,
  page,
  PlaceAnswer,
  PresetHead,
  refreshRequest,
  Revision,
  ScopeFigures,
  scopeComparison,
  signIn,
  signOut,
  SiteAnswer,
  TokenPair,
  TraceAnswer,
  TracedContact,
  TracingClock,
  WorkerAnswer,
  workerLookup,
  workerSearch,
} from '@app/contracts';
import type { z } from 'zod';

type Paged = z.input<typeof page>;

/** The calls that the pages make: what goes in, as the schema takes it, and what comes out. */
export interface Routes {
  'POST /auth/token': { body: z.input<typeof signIn>; answer: TokenPair };
  'POST /auth/refresh': { body: z.input<typeof refreshRequest>; answer: TokenPair };
  'POST /auth/logout': { body: z.input<typeof signOut>; answer: void };
  'POST /auth/invitations/accept': { body: z.input<typeof acceptInvitation>; answer: void };
  'GET /auth/me': { answer: Me };

  'GET /organisations': { query: Paged; answer: List<OrganisationAnswer> };
  'GET /organisations/:id': { answer: OrganisationAnswer };
  'GET /organisations/:id/sites': { answer: List<SiteAnswer> };
  'GET /sites/:id/places': { query: Paged; answer: List<PlaceAnswer> };

  'POST /workers/search': { body: z.input<typeof workerSearch>; answer: List<WorkerAnswer> };
  'POST /workers/lookup': { body: z.input<typeof workerLookup>; answer: List<WorkerAnswer> };
  'GET /workers/:id': { answer: WorkerAnswer };

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
