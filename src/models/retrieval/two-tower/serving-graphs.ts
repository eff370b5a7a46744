/** What serves of the two towers, as ONNX files. */
import { Graph } from '../../../tensor/graph.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import type { TwoTowerOptions } from './options.ts';
import { EXTRA_TOKENS } from './shopper-features.ts';
import { interestScores, shopperTower, type ShopperTowerOptions } from './shopper-tower.ts';

/** Queries that the shopper tower reads at once. */
export const SHOPPERS = 16;

/**
 * The shopper tower with its trained parameters as an ONNX file for `SHOPPERS` queries at once.
 * @param options `width` is that of the items' vectors
 */
export function shopperOnnx(
  parameters: ParameterStore,
  { historyLength, width }: TwoTowerOptions,
  tower: ShopperTowerOptions & {
    /** How many modalities an item vector was fused from. */
    readonly modalities: number;
  },
): Uint8Array {
  const graph = new Graph();
  const { interests, weights, returns, goesBy } = shopperTower(
    graph,
    parameters,
    {
      history: graph.input('history', [SHOPPERS, historyLength, width]),
      ...(tower.attend && { likeness: graph.input('likeness', [SHOPPERS, tower.modalities + 1]) }),
      types: graph.input('types', [SHOPPERS * historyLength], 'int64'),
      ages: graph.input('ages', [SHOPPERS * historyLength], 'int64'),
      purchases: graph.input('purchases', [SHOPPERS * historyLength], 'int64'),
      scenes: graph.input('scenes', [SHOPPERS], 'int64'),
      mask: graph.input('mask', [SHOPPERS, historyLength + EXTRA_TOKENS]),
    },
    tower,
  );
  if (goesBy) graph.output('goes by', goesBy);
  graph.output('interests', interests);
  graph.output('weights', weights);
  graph.output('returns', returns);
  return graph.toOnnx({ frozen: parameters.frozen() });
}

/** `interestScores` of one shopper as an ONNX file; the items' vectors are fed, so that they lie in memory once. */
export function affinityOnnx(
  { historyLength, temperature, width }: TwoTowerOptions,
  itemCount: number,
): Uint8Array {
  const graph = new Graph();
  const tokens = historyLength + EXTRA_TOKENS;
  const interests = graph.input('interests', [1, tokens, width]);
  const weights = graph.input('weights', [1, tokens]);
  const items = graph.input('items', [itemCount, width]);
  graph.output('affinity', interestScores({ interests, weights }, items, temperature));
  return graph.toOnnx();
}
