import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { sigmoid, silu } from '../../../tensor/ops/activation.ts';
import { add, multiply, scale } from '../../../tensor/ops/arithmetic.ts';
import { normal, type ParameterStore } from '../../../tensor/parameters.ts';
import type { SceneNetwork } from '../scene-network.ts';
import { SCENE_TASKS } from '../scene-tasks.ts';

const SMALL = { bias: false, initialise: normal(0.05) };

/** x · 2σ(gate(scene)), in (0, 2) feature by feature; an unknown scene, all zeros, leaves x as it is. */
function gated(graph: Graph, parameters: ParameterStore, name: string, x: Tensor, scenes: Tensor): Tensor {
  const gate = linearLayer(graph, parameters, `${name}.gate`, scenes, x.shape[1], SMALL); // (rows, width)
  return multiply(x, scale(sigmoid(gate), 2));
}

/**
 * Gates of doubled sigmoids over the features and each hidden layer (learning hidden unit contributions, Swietojanski
 * et al., 2016; for scenes of recommendation, PEPNet by Chang et al., 2023). A gate can silence a unit and at most
 * double it, but never turn its sign; which scenes like at all is a shift of the logits.
 */
export const gatesNetwork: SceneNetwork = {
  name: 'gates',
  conditioned: true,
  build(graph, parameters, { features, scenes }, { hidden }) {
    let x = gated(graph, parameters, 'gates.features', features, scenes);
    for (const layer of ['gates.0', 'gates.1']) {
      x = gated(graph, parameters, layer, silu(linearLayer(graph, parameters, layer, x, hidden)), scenes);
    }
    const judged = linearLayer(graph, parameters, 'gates.out', x, SCENE_TASKS.length); // (rows, tasks)
    return add(judged, linearLayer(graph, parameters, 'gates.shift', scenes, SCENE_TASKS.length, SMALL));
  },
};
