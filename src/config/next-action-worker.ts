/** The thread that measures how well the next action is foretold. */
import type { Dataset } from '../core/contracts/dataset.ts';
import { exposeToParent, progressToParent, workerInput } from '../core/workers.ts';
import { evaluateNextAction, type NextActionReport } from '../learning/evaluation/next-action.ts';
import { fitNextActionKinds } from '../learning/training/fit-next-action.ts';
import { describeMoments, sessionsOf, SHOP_CLASSES } from '../learning/training/next-action-samples.ts';
import type { ActionSamples } from '../models/actions/action-model.ts';
import { itemFacts } from '../models/actions/item-facts.ts';
import { readJdataMoments } from './next-action-jdata.ts';

export interface NextActionInput {
  readonly seed: number;
  readonly effort: number;
}

async function ofJdata(folder: string): Promise<NextActionReport> {
  return measure('jdata', await readJdataMoments(folder, progressToParent()));
}

async function ofShop(dataset: Dataset): Promise<NextActionReport> {
  const samples = describeMoments(sessionsOf(dataset), {
    classes: SHOP_CLASSES,
    factsOf: itemFacts(dataset.items),
  });
  return measure(dataset.source, samples);
}

async function measure(dataset: string, samples: ActionSamples): Promise<NextActionReport> {
  const { seed, effort } = workerInput<NextActionInput>();
  return evaluateNextAction({
    dataset,
    samples,
    seed,
    fit: (train, context) => fitNextActionKinds(train, context, { effort }),
    progress: progressToParent(),
  });
}

const methods = { ofJdata, ofShop };
export type NextActionMethods = typeof methods;

exposeToParent(methods);
