import {
  everyEncounter,
  Explainer,
  exposureInterval,
  openIntervals,
  traceBackward,
  traceBackwardFed,
  type BackwardContact,
  type BackwardOutcome,
} from '@app/contact-graph';
import { feeder } from './fed-trace.js';
import { type AnswerEdge, edgeOf, nine, piecesByName } from './engine-answer.js';
import { midnightIn, toEngine, type World } from './worlds.js';

/** Somebody whom the cases met, by names. Score and dose are rounded to nine decimals. */
export interface BackwardAnswer extends Pick<
  BackwardContact,
  'exposedAt' | 'lastExposureAt' | 'nearSeconds' | 'roomSeconds' | 'isCase' | 'measured' | 'qualifies'
> {
  readonly worker: string;
  readonly score: number;
  readonly dose: number;
  readonly sourceCount: number;
  /** The strongest cases, strongest first: as found, and as explained afterwards. */
  readonly strongest: readonly AnswerEdge[];
  readonly explained: readonly AnswerEdge[];
}

/** A common place, by names. */
export interface CommonPlaceAnswer {
  readonly place: string;
  readonly workers: readonly string[];
  readonly overlapSeconds: number;
  readonly gapSeconds: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/**
 * Traces a world backward from its cases and explains every contact, all through the engine; `served`: fed piecemeal, so
 * many cases at a time.
 */
export function backwardAnswer(world: World, known: readonly string[] = [], served?: number) {
  const engine = toEngine(world);
  const { index, preset, asOf, rank, codes, placeIds } = engine;
  const cases = world.cases.map((dates) => ({
    person: codes.indexOf(dates.worker),
    ...exposureInterval(dates, preset, asOf, midnightIn(world)),
  }));
  const persons = new Set(known.map((code) => codes.indexOf(code)));
  const question = { preset, cases, asOf, known: persons, rank };
  const outcome = served
    ? fed(
        traceBackwardFed(question),
        feeder(world, engine, () => served),
      )
    : finished(traceBackward({ ...question, index }));
  const open = openIntervals({ windows: outcome.windows, history: [], asOf }, preset, 1);
  const explainer = new Explainer({ index, preset: everyEncounter(preset), open, rank });
  const contacts = [...outcome.contacts()].map((contact): BackwardAnswer => {
    const { person, level: _, score, dose, sources, ...rest } = contact;
    const chosen = sources.map(({ source }) => source);
    const edges = explainer.of(person, chosen);
    const explained = edges.map((edge) => ({ ...edgeOf(engine, edge), pieces: piecesByName(engine, edge) }));
    const strongest = sources.map((source) => edgeOf(engine, source));
    return { worker: codes[person]!, score: nine(score), dose: nine(dose), ...rest, strongest, explained };
  });
  const places = outcome.places.map(({ place, persons: tied, ...rest }): CommonPlaceAnswer => {
    return { place: placeIds[place]!, workers: tied.map((person) => codes[person]!), ...rest };
  });
  return { contacts, places, emptyCases: outcome.emptyCases };
}

function finished(run: ReturnType<typeof traceBackward>): BackwardOutcome {
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}

function fed(run: ReturnType<typeof traceBackwardFed>, feed: ReturnType<typeof feeder>): BackwardOutcome {
  for (let step = run.next(); ;) {
    if (step.done) return step.value;
    step = run.next(step.value.type === 'need' ? feed(step.value) : undefined);
  }
}
