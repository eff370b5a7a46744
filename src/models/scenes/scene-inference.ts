import { z } from 'zod';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES } from '../../core/contracts/event.ts';
import type { Item } from '../../core/contracts/item.ts';
import { softmax, topIndices } from '../../core/maths.ts';
import { momentClues, tokenOf, viewClues, type SceneClue, type SessionMoment } from './scene-clues.ts';

export type { SceneClue } from './scene-clues.ts';

const stateSchema = z.object({
  /** One a scene: its sessions. */
  priors: z.array(z.number()),
  /** One a scene: what its views told, all tokens together. */
  witnesses: z.array(z.number()),
  /** One a scene for each token: how often its views told it. */
  tokens: z.record(z.string(), z.array(z.number())),
  /** One a scene for each token of a session's hour, day and length: in how many of its sessions it held. */
  moments: z.record(z.string(), z.array(z.number())).default({}),
});

type State = z.infer<typeof stateSchema>;

/** Added to every count, so that what was never seen is unlikely but not impossible. */
const SMOOTHING = 1;
/** One session's items are much alike, so each says less than an independent witness would. */
const WITNESS_WEIGHT = 0.5;
/** The same for a session's hour, day and length, in sessions. */
const MOMENT_SMOOTHING = 2;
/** Less than this much of a logarithm is no reason to name. */
const LEAST_TELLING = 0.1;
const VIEW = EVENT_TYPES.indexOf('view_item');
const NO_INFORMATION: readonly number[] = SCENES.map(() => 0);

export interface InferredScene {
  /** Position in SCENES. */
  readonly scene: number;
  readonly probability: number;
  /** Of every scene, in the order of SCENES; together 1. */
  readonly probabilities: readonly number[];
  /** What speaks for the scene, the most telling first. */
  readonly because: readonly SceneClue[];
}

/**
 * The occasion a session is about, from the categories and prices of what was looked at, the hour, the day of the week
 * and how much was done so far: naive Bayes over the shop's sessions whose scene is known. Where none is known, every
 * scene is equally likely.
 */
export class SceneInference {
  private readonly state: State;

  private constructor(state: State) {
    this.state = state;
  }

  static fit(dataset: Dataset): SceneInference {
    const priors = SCENES.map(() => SMOOTHING);
    const witnesses = SCENES.map(() => 0);
    const tokens: Record<string, number[]> = {};
    const { count, scene, item, type, session, time } = dataset.events;
    const sessions = new Map<number, { scene: number; begun: number; events: number }>();
    for (let i = 0; i < count; i++) {
      const known = session[i] >= 0 ? sessions.get(session[i]) : undefined;
      // Before its scene was told, a session was as long as any other.
      if (known) known.events++;
      else if (session[i] >= 0) sessions.set(session[i], { scene: -1, begun: time[i], events: 1 });
      if (scene[i] < 0) continue;
      const told = sessions.get(session[i]);
      if (told && told.scene < 0) {
        told.scene = scene[i];
        priors[scene[i]]++;
      }
      if (item[i] < 0 || type[i] !== VIEW) continue;
      for (const clue of viewClues(dataset.items[item[i]])) {
        (tokens[tokenOf(clue)] ??= SCENES.map(() => SMOOTHING))[scene[i]]++;
        witnesses[scene[i]]++;
      }
    }
    return new SceneInference({ priors, witnesses, tokens, moments: momentsOf(sessions.values()) });
  }

  static fromJson(json: unknown): SceneInference {
    return new SceneInference(stateSchema.parse(json));
  }

  toJson(): State {
    return this.state;
  }

  /** @param moment what is known of the session beside what was viewed; without it, only that counts. */
  infer(viewed: readonly Item[], moment?: SessionMoment): InferredScene {
    const clues = [
      ...viewed.flatMap((item) => viewClues(item).map((clue) => this.weigh(clue, WITNESS_WEIGHT))),
      ...(moment ? momentClues(moment).map((clue) => this.weighMoment(clue)) : []),
    ];
    const probabilities = this.probabilities(clues);
    const [scene] = topIndices(probabilities, 1);
    return {
      scene,
      probability: probabilities[scene],
      probabilities: [...probabilities],
      because: this.tellingClues(clues, scene),
    };
  }

  /** P(scene | this item alone was viewed), one a scene in the order of SCENES; together 1. */
  sceneOfItem(item: Item): Float32Array {
    return this.probabilities(viewClues(item).map((clue) => this.weigh(clue, 1)));
  }

  private probabilities(clues: readonly WeighedClue[]): Float32Array {
    const logOdds = this.state.priors.map((prior) => Math.log(prior));
    for (const { evidence } of clues) {
      for (const [scene, value] of evidence.entries()) logOdds[scene] += value;
    }
    return softmax(logOdds);
  }

  /** log P(token | scene): its share of all that the scene's views told, so that long sessions tell no more. */
  private weigh(clue: SceneClue, weight: number): WeighedClue {
    const counts = this.state.tokens[tokenOf(clue)];
    if (!counts) return { clue, evidence: NO_INFORMATION };
    const smoothed = SMOOTHING * Object.keys(this.state.tokens).length;
    return {
      clue,
      evidence: counts.map(
        (count, scene) => weight * Math.log(count / (this.state.witnesses[scene] + smoothed)),
      ),
    };
  }

  /** log P(token | scene): its share of the scene's sessions, drawn towards its share of all where these are few. */
  private weighMoment(clue: SceneClue): WeighedClue {
    const counts = this.state.moments[tokenOf(clue)];
    if (!counts) return { clue, evidence: NO_INFORMATION };
    const sessions = this.state.priors.map((prior) => prior - SMOOTHING);
    const share = sumOf(counts) / sumOf(sessions);
    return {
      clue,
      evidence: counts.map((count, scene) =>
        Math.log((count + MOMENT_SMOOTHING * share) / (sessions[scene] + MOMENT_SMOOTHING)),
      ),
    };
  }

  /** Clues for the scene, each kind and value once, by how far they raise it above the mean of the shop's sessions. */
  private tellingClues(clues: readonly WeighedClue[], scene: number): SceneClue[] {
    const { priors } = this.state;
    const sums = new Map<string, { clue: SceneClue; telling: number }>();
    for (const { clue, evidence } of clues) {
      const mean = sumOf(evidence.map((value, other) => priors[other] * value)) / sumOf(priors);
      const known = sums.get(tokenOf(clue)) ?? { clue, telling: 0 };
      known.telling += evidence[scene] - mean;
      sums.set(tokenOf(clue), known);
    }
    return [...sums.values()]
      .filter(({ telling }) => telling > LEAST_TELLING)
      .sort((a, b) => b.telling - a.telling)
      .map(({ clue }) => clue);
  }
}

interface WeighedClue {
  readonly clue: SceneClue;
  /** A logarithm for each scene. */
  readonly evidence: readonly number[];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** For each token of an hour, a day and a length, in how many sessions of each scene it held. */
function momentsOf(
  sessions: Iterable<{ readonly scene: number; readonly begun: number; readonly events: number }>,
): Record<string, number[]> {
  const moments: Record<string, number[]> = {};
  for (const { scene, begun, events } of sessions) {
    if (scene < 0) continue;
    for (const clue of momentClues({ time: begun, events }, 'all lengths')) {
      (moments[tokenOf(clue)] ??= SCENES.map(() => 0))[scene]++;
    }
  }
  return moments;
}
