import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { silu } from '../../../tensor/ops/activation.ts';
import { add, multiply } from '../../../tensor/ops/arithmetic.ts';
import { normal, type ParameterStore } from '../../../tensor/parameters.ts';
import type { SceneNetwork } from '../scene-network.ts';
import { SCENE_TASKS } from '../scene-tasks.ts';

const SMALL = { bias: false, initialise: normal(0.05) };

/** x + x·γ(scene) + β(scene), feature by feature; an unknown scene, all zeros, changes nothing. */
function modulate(graph: Graph, parameters: ParameterStore, name: string, x: Tensor, scenes: Tensor): Tensor {
  const width = x.shape[1];
  const gamma = linearLayer(graph, parameters, `${name}.gamma`, scenes, width, SMALL); // (rows, width)
  const beta = linearLayer(graph, parameters, `${name}.beta`, scenes, width, SMALL); // (rows, width)
  return add(add(x, multiply(x, gamma)), beta);
}

/**
 * Feature-wise linear modulation (Perez et al., 2018): the scene scales and shifts the features and every hidden layer.
 * With the scale written as 1 + γ, the network is the shared one until the scenes have something to say.
 */
export const filmNetwork: SceneNetwork = {
  name: 'film',
  conditioned: true,
  build(graph, parameters, { features, scenes }, { hidden }) {
    let x = modulate(graph, parameters, 'film.features', features, scenes);
    for (const layer of ['film.0', 'film.1']) {
      const pre = linearLayer(graph, parameters, layer, x, hidden); // (rows, hidden)
      x = silu(modulate(graph, parameters, layer, pre, scenes));
    }
    return linearLayer(graph, parameters, 'film.out', x, SCENE_TASKS.length); // (rows, tasks)
  },
};
