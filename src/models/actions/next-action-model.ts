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

/** What a shopper may do next. */
export interface ActionForecast<Action extends string = LearntAction> {
  /**
   * Every action once, together 1: first the one to name where one must be named, as rare ones are before their
   * probability alone would have it; then likeliest first.
   */
  readonly actions: readonly ActionProbability<Action>[];
  /** Where nothing is at least as likely as this, the shopper may go on in many ways. */
  readonly leastSure: number;
}

/** How members' scores become an answer; all of it was chosen on shoppers that the members had not seen. */
export interface Judgement extends Mixture {
  /** One an action: what its probability counts times where one action must be named. */
  readonly weights: readonly number[];
  /** Below this probability of the likeliest action, the model is unsure. */
  readonly leastSure: number;
}

/** Kinds of models that are mixed: a network, trees, and a network that sees a shopper's habits alone. */
export const MODELLED_KINDS = ['neural', 'trees', 'habits'] as const;
export type ModelledKind = (typeof MODELLED_KINDS)[number];

/** One of each kind that takes part. */
export type Members = Readonly<Partial<Record<ModelledKind, ActionModel>>>;

const FILE = 'next-action';
const VERSION = 3;

const storedSchema = z.object({
  version: z.literal(VERSION),
  actions: z.array(z.string()).min(2),
  parts: z.array(z.string()),
  width: z.int().positive(),
  members: z.array(z.enum(MODELLED_KINDS)),
  judgement: z.object({
    shares: z.array(z.array(z.number())).min(1).max(MODELLED_KINDS.length),
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
  readonly members: Members;

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
    const { width } = space;
    const members: Partial<Record<ModelledKind, ActionModel>> = {};
    for (const kind of data.members) {
      const folder = artifacts.within(`next-action-${kind}`);
      members[kind] =
        kind === 'trees'
          ? await TreeActionModel.load(folder, width, data.actions.length)
          : await NeuralActionModel.load(folder, width);
    }
    return new NextActionModel(space, data.actions as Action[], members, data.judgement);
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { space, actions, members, judgement } = this;
    await artifacts.writeJson(FILE, {
      version: VERSION,
      actions,
      parts: space.parts,
      width: space.width,
      members: MODELLED_KINDS.filter((kind) => members[kind]),
      judgement,
    });
    for (const kind of MODELLED_KINDS) await members[kind]?.save(artifacts.within(`next-action-${kind}`));
  }

  async predict(situation: Situation): Promise<ActionForecast<Action>> {
    const row = new Float32Array(this.space.width);
    this.space.describe(situation, row);
    const probabilities = (await this.score(row)).map(Math.exp);
    const { weights, leastSure } = this.judgement;
    const named = this.actions[decide(probabilities, weights)];
    const actions = this.actions
      .map((action, own) => ({ action, probability: probabilities[own] }))
      .sort(
        (a, b) => Number(b.action === named) - Number(a.action === named) || b.probability - a.probability,
      );
    return { actions, leastSure };
  }

  /** Logarithms of calibrated probabilities of rows of `space`, `rows × actions`. */
  async score(rows: Float32Array): Promise<Float32Array> {
    const logs: Float32Array[] = [];
    for (const kind of MODELLED_KINDS) {
      const member = this.members[kind];
      if (member) logs.push(await member.score(rows));
    }
    return mix(logs, this.judgement, this.actions.length);
  }
}

/** Models of one training: the mixture, and each kind by itself. */
export type FittedNextAction<Action extends string> = Readonly<
  Record<'default' | ModelledKind, NextActionModel<Action>>
>;
