import { silu } from '../../../tensor/ops/activation.ts';
import { concat } from '../../../tensor/ops/shape.ts';
import { mlp } from '../../../tensor/layers/mlp.ts';
import type { SceneNetwork } from '../scene-network.ts';
import { SCENE_TASKS } from '../scene-tasks.ts';

/** The scene is one more part of the input. */
export const concatenationNetwork: SceneNetwork = {
  name: 'concatenation',
  conditioned: true,
  build(graph, parameters, { features, scenes }, { hidden }) {
    const both = concat([features, scenes], 1); // (rows, width + scenes)
    return mlp(graph, parameters, 'concatenation', both, {
      widths: [hidden, hidden, SCENE_TASKS.length],
      activation: silu,
    }); // (rows, tasks)
  },
};
