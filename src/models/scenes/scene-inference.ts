import { z } from 'zod';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES } from '../../core/contracts/event.ts';
import type { Item } from '../../core/contracts/item.ts';
import { softmax, topIndices } from '../../core/maths.ts';

const stateSchema = z.object({
  /** One a scene: its sessions. */
  priors: z.array(z.number()),
  /** One a scene: what its views told, all tokens together. */
  witnesses: z.array(z.number()),
  /** One a scene for each token: how often its views told it. */
  tokens: z.record(z.string(), z.array(z.number())),
});

type State = z.infer<typeof stateSchema>;

/** Added to every count, so that what was never seen is unlikely but not impossible. */
const SMOOTHING = 1;
/** One session's items are much alike, so each says less than an independent witness would. */
const WITNESS_WEIGHT = 0.5;
const VIEW = EVENT_TYPES.indexOf('view_item');
const NO_INFORMATION: readonly number[] = SCENES.map(() => 0);

export interface InferredScene {
  /** Position in SCENES. */
  readonly scene: number;
  readonly probability: number;
}

/**
 * The occasion a session is about, from the categories and prices of what was looked at: naive Bayes over the
 * shop's sessions whose scene is known. Where none is known, every scene is equally likely.
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
    const { count, scene, item, type, session } = dataset.events;
    const counted = new Set<number>();
    for (let i = 0; i < count; i++) {
      if (scene[i] < 0) continue;
      if (session[i] >= 0 && !counted.has(session[i])) {
        counted.add(session[i]);
        priors[scene[i]]++;
      }
      if (item[i] < 0 || type[i] !== VIEW) continue;
      for (const token of tokensOf(dataset.items[item[i]])) {
        (tokens[token] ??= SCENES.map(() => SMOOTHING))[scene[i]]++;
        witnesses[scene[i]]++;
      }
    }
    return new SceneInference({ priors, witnesses, tokens });
  }

  static fromJson(json: unknown): SceneInference {
    return new SceneInference(stateSchema.parse(json));
  }

  toJson(): State {
    return this.state;
  }

  infer(viewed: readonly Item[]): InferredScene {
    const probabilities = this.probabilities(viewed, WITNESS_WEIGHT);
    const [scene] = topIndices(probabilities, 1);
    return { scene, probability: probabilities[scene] };
  }

  /** P(scene | this item alone was viewed), one a scene in the order of SCENES; together 1. */
  sceneOfItem(item: Item): Float32Array {
    return this.probabilities([item], 1);
  }

  private probabilities(viewed: readonly Item[], witnessWeight: number): Float32Array {
    const logOdds = this.state.priors.map((prior) => Math.log(prior));
    for (const item of viewed) {
      for (const token of tokensOf(item)) {
        const evidence = this.evidence(token);
        for (const [scene, value] of evidence.entries()) logOdds[scene] += witnessWeight * value;
      }
    }
    return softmax(logOdds);
  }

  /** log P(token | scene): its share of all that the scene's views told, so that long sessions tell no more. */
  private evidence(token: string): readonly number[] {
    const counts = this.state.tokens[token];
    if (!counts) return NO_INFORMATION;
    const smoothed = SMOOTHING * Object.keys(this.state.tokens).length;
    return counts.map((count, scene) => Math.log(count / (this.state.witnesses[scene] + smoothed)));
  }
}

function tokensOf(item: Item): string[] {
  const tokens = [`category=${item.categories[0]}`];
  // Half an order of magnitude of price: fine enough to tell a watch from a watch.
  if (item.price)
    tokens.push(`price=${item.price.currency}${Math.round(2 * Math.log10(item.price.amount + 1))}`);
  return tokens;
}
