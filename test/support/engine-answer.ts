import {
  type Contact,
  type ContactSource,
  type ExplainedEdge,
  Explainer,
  metBy,
  openIntervals,
  traceForward,
  type TraceOutcome,
} from '@app/contact-graph';
import { type EngineWorld, toEngine, type World } from './worlds.js';

/** A stretch of an explaining edge, by names. */
export interface AnswerPiece {
  readonly place: string | null;
  readonly kind: string;
  readonly class: string;
  readonly from: number;
  readonly to: number;
  readonly evidence: readonly string[];
}

/** An explaining edge, by names. */
export interface AnswerEdge {
  readonly from: string;
  readonly nearSeconds: number;
  readonly roomSeconds: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly pieces?: readonly AnswerPiece[];
}

/** A contact as contact-examples.json writes it, with more fields. Score and dose are rounded to nine decimals. */
export interface Answer {
  readonly worker: string;
  readonly level: number;
  readonly exposedAt: number;
  readonly earliestAt: number;
  readonly lastExposureAt: number;
  readonly score: number;
  readonly dose: number;
  readonly nearSeconds: number;
  readonly roomSeconds: number;
  readonly sourceCount: number;
  /** All edges, with pieces, by code of the source. */
  readonly edges: readonly AnswerEdge[];
  /** The strongest, without pieces, strongest first. */
  readonly strongest: readonly AnswerEdge[];
}

/** Rounds as the examples do. */
export function nine(value: number): number {
  return Number(value.toFixed(9));
}

/** Traces a world and explains every contact, all through the engine; `run` may find the contacts in another way. */
export function answerOfEngine(world: World, engine = toEngine(world), run: typeof runTrace = runTrace): Answer[] {
  const { contacts, outcome } = run(engine);
  return contacts.map((contact) => ({
    worker: engine.codes[contact.person]!,
    level: contact.level,
    exposedAt: contact.exposedAt,
    earliestAt: outcome.earliestAt(contact.person)!,
    lastExposureAt: contact.lastExposureAt,
    score: nine(contact.score),
    dose: nine(contact.dose),
    nearSeconds: contact.nearSeconds,
    roomSeconds: contact.roomSeconds,
    sourceCount: contact.sourceCount,
    edges: explained(engine, contact, outcome),
    strongest: contact.sources.map((source) => edgeOf(engine, source)),
  }));
}

/** Runs a trace to its end. */
export function runTrace(engine: EngineWorld): { contacts: Contact[]; outcome: TraceOutcome } {
  const contacts: Contact[] = [];
  const run = traceForward(engine);
  for (;;) {
    const step = run.next();
    if (step.done) return { contacts, outcome: step.value };
    if (step.value.type === 'level') contacts.push(...step.value.contacts());
  }
}

function explained(engine: EngineWorld, contact: Contact, outcome: TraceOutcome): AnswerEdge[] {
  const { index, preset, asOf, rank } = engine;
  const open = openIntervals({ windows: outcome.windows, history: outcome.history, asOf }, preset, contact.level);
  const sources = metBy(index, contact.person, { from: -Infinity, to: asOf });
  return new Explainer({ index, preset, open, rank })
    .of(contact.person, sources)
    .map((edge) => ({ ...edgeOf(engine, edge), pieces: piecesByName(engine, edge) }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The pieces of an edge with the names of their places. */
export function piecesByName(engine: EngineWorld, { pieces }: ExplainedEdge): AnswerPiece[] {
  return pieces.map(({ place, ...rest }) => ({ place: place < 0 ? null : engine.placeIds[place]!, ...rest }));
}

/** An explaining edge, by names. */
export function edgeOf(engine: EngineWorld, edge: ContactSource): AnswerEdge {
  const { source, nearSeconds, roomSeconds, firstAt, lastAt } = edge;
  return { from: engine.codes[source]!, nearSeconds, roomSeconds, firstAt, lastAt };
}
