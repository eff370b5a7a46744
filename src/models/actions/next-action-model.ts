import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import { DaogouError } from '../../core/errors.ts';
import type { ActionModel } from './action-model.ts';
import { decide } from './decision-weights.ts';
import { mix, type Mixture } from './mixture.ts';
import { NeuralActionModel } from './neural-action-model.ts';
import type { LearntAction } from './session-state.ts';
import type { Situation } from './situation.ts';
import { SituationSpace } from './situation-space.ts';
import { TreeActionModel } from './tree-action-model.ts';

export interface ActionProbability<Action extends string = LearntAction> {
  readonly action: Action;
  readonly probability: number;
}

/** What is named where one action must be. */
export interface NamedAction<Action extends string = LearntAction> extends ActionProbability<Action> {
  /** True where not even the likeliest action is likely enough to be believed. */
  readonly abstains: boolean;
}

/** How members' scores become an answer; all of it was chosen on shoppers that the members had not seen. */
export interface Judgement extends Mixture {
  /** One an action: what its probability counts times where one action must be named. */
  readonly weights: readonly number[];
  /** Below this probability of the likeliest action, the model is unsure. */
  readonly leastSure: number;
}

/** Networks and trees, as many of one kind as there were folds; members of a kind are averaged. */
export interface Members {
  readonly neural: readonly ActionModel[];
  readonly trees: readonly ActionModel[];
}

const FILE = 'next-action';
const VERSION = 2;
/** Kinds of models that are mixed. */
export const MODELLED_KINDS = ['neural', 'trees'] as const;
export type ModelledKind = (typeof MODELLED_KINDS)[number];

const storedSchema = z.object({
  version: z.literal(VERSION),
  actions: z.array(z.string()).min(2),
  parts: z.array(z.string()),
  width: z.int().positive(),
  members: z.object({ neural: z.int().min(0), trees: z.int().min(0) }),
  judgement: z.object({
    shares: z.array(z.number()).min(1).max(2),
    temperature: z.number().positive(),
    weights: z.array(z.number().positive()),
    leastSure: z.number().min(0).max(1),
  }),
});

/**
 * What shoppers in this situation do next: one model for events alone, a screen alone, and both. Runs in the thread
 * that calls it.
 */
export class NextActionModel<Action extends string = LearntAction> {
  readonly space: SituationSpace;
  readonly actions: readonly Action[];
  readonly judgement: Judgement;
  private readonly members: Members;

  constructor(space: SituationSpace, actions: readonly Action[], members: Members, judgement: Judgement) {
    this.space = space;
    this.actions = actions;
    this.members = members;
    this.judgement = judgement;
  }

  /** @throws model-mismatch where another version of Daogou wrote it. */
  static async load<Action extends string = LearntAction>(
    artifacts: ArtifactReader,
  ): Promise<NextActionModel<Action>> {
    const { success, data, error } = storedSchema.safeParse(await artifacts.readJson(FILE));
    const space = new SituationSpace(data?.parts ?? []);
    if (!success || data.width !== space.width) {
      throw new DaogouError('model-mismatch', 'The stored next-action model is of another version', {
        received: success ? data.width : error.issues.map(({ path }) => path.join('.')),
        remedy: 'Train again: daogou train.',
      });
    }
    const folders = (kind: ModelledKind): ArtifactReader[] =>
      Array.from({ length: data.members[kind] }, (_, i) => artifacts.within(`next-action-${kind}-${i}`));
    const members = {
      neural: await Promise.all(
        folders('neural').map((folder) => NeuralActionModel.load(folder, space.width)),
      ),
      trees: await Promise.all(
        folders('trees').map((folder) => TreeActionModel.load(folder, space.width, data.actions.length)),
      ),
    };
    return new NextActionModel(space, data.actions as Action[], members, data.judgement);
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { space, actions, members, judgement } = this;
    await artifacts.writeJson(FILE, {
      version: VERSION,
      actions,
      parts: space.parts,
      width: space.width,
      members: { neural: members.neural.length, trees: members.trees.length },
      judgement,
    });
    for (const kind of MODELLED_KINDS)
      for (const [i, member] of members[kind].entries())
        await member.save(artifacts.within(`next-action-${kind}-${i}`));
  }

  /** Every action with its probability, likeliest first; together 1. */
  async predict(situation: Situation): Promise<ActionProbability<Action>[]> {
    const probabilities = await this.probabilities(situation);
    return this.actions
      .map((action, own) => ({ action, probability: probabilities[own] }))
      .sort((a, b) => b.probability - a.probability);
  }

  /** The one action to name: rare ones are named earlier than their probability alone would have it. */
  async name(situation: Situation): Promise<NamedAction<Action>> {
    const probabilities = await this.probabilities(situation);
    const own = decide(probabilities, this.judgement.weights);
    return {
      action: this.actions[own],
      probability: probabilities[own],
      abstains: Math.max(...probabilities) < this.judgement.leastSure,
    };
  }

  /** Logarithms of calibrated probabilities of rows of `space`, `rows × actions`. */
  async score(rows: Float32Array): Promise<Float32Array> {
    const kinds = MODELLED_KINDS.map((kind) => this.members[kind]).filter((members) => members.length > 0);
    const logs = await Promise.all(kinds.map((members) => meanScore(members, rows)));
    return mix(logs, this.judgement, this.actions.length);
  }

  private async probabilities(situation: Situation): Promise<Float32Array> {
    const row = new Float32Array(this.space.width);
    this.space.describe(situation, row);
    return (await this.score(row)).map(Math.exp);
  }
}

/** Models of one training: the mixture, and each kind by itself. */
export type FittedNextAction<Action extends string> = Readonly<
  Record<'default' | ModelledKind, NextActionModel<Action>>
>;

async function meanScore(members: readonly ActionModel[], rows: Float32Array): Promise<Float32Array> {
  const all: Float32Array[] = [];
  for (const member of members) all.push(await member.score(rows));
  return all.length === 1
    ? all[0]
    : all[0].map((_, place) => all.reduce((sum, own) => sum + own[place], 0) / all.length);
}
