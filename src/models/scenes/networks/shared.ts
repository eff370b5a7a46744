import { silu } from '../../../tensor/ops/activation.ts';
import { mlp } from '../../../tensor/layers/mlp.ts';
import type { SceneNetwork } from '../scene-network.ts';
import { SCENE_TASKS } from '../scene-tasks.ts';

/** One network for all scenes, which it cannot tell apart: what every other one has to beat. */
export const sharedNetwork: SceneNetwork = {
  name: 'shared',
  conditioned: false,
  build(graph, parameters, { features }, { hidden }) {
    return mlp(graph, parameters, 'shared', features, {
      widths: [hidden, hidden, SCENE_TASKS.length],
      activation: silu,
    }); // (rows, tasks)
  },
};
