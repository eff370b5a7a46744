import type { ParameterStore } from '../../tensor/parameters.ts';
import { Graph, type Tensor } from '../../tensor/graph.ts';
import { binaryCrossEntropy } from '../../tensor/ops/losses.ts';
import { knownFeatures, type SceneNetwork, type SceneSizes } from '../../models/scenes/scene-network.ts';
import { SCENE_TASKS } from '../../models/scenes/scene-tasks.ts';

export interface SceneGraph {
  readonly graph: Graph;
  /** The weighted mean over rows and tasks of the cross-entropy. */
  readonly loss: Tensor;
}

/** A network over `batch` rows, with its loss over all tasks together; fed with `SceneFeeds`. */
export function sceneGraph(
  network: SceneNetwork,
  parameters: ParameterStore,
  sizes: SceneSizes,
  { batch, width, scenes }: { readonly batch: number; readonly width: number; readonly scenes: number },
): SceneGraph {
  const graph = new Graph();
  const features = knownFeatures(
    graph.input('features', [batch, width]),
    graph.input('mask', [batch, width]),
  );
  const rows = { features, scenes: graph.input('scenes', [batch, scenes]) };
  const logits = network.build(graph, parameters, rows, sizes); // (batch, tasks)
  const loss = binaryCrossEntropy(logits, graph.input('labels', [batch, SCENE_TASKS.length]), {
    weights: graph.input('weights', [batch, SCENE_TASKS.length]),
  });
  return { graph, loss };
}
