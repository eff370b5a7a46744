import { concat } from '../../../tensor/ops/shape.ts';
import type { SceneNetwork } from '../scene-network.ts';
import { SCENE_TASKS } from '../scene-tasks.ts';
import { experts, mixture, tower } from './experts.ts';

/**
 * Multi-gate mixture of experts (Ma et al., 2018): all tasks share the experts, and each has a gate of its own that
 * weighs them by the features and the scene, so that what two scenes have in common is learned once.
 */
export const mmoeNetwork: SceneNetwork = {
  name: 'mmoe',
  conditioned: true,
  build(graph, parameters, { features, scenes }, sizes) {
    const views = experts(graph, parameters, 'mmoe.experts', features, {
      experts: sizes.experts,
      width: sizes.hidden,
    }); // (rows, experts, hidden)
    const logits = SCENE_TASKS.map((task) => {
      const mixed = mixture(graph, parameters, `mmoe.${task}.gate`, views, { x: features, scenes });
      return tower(graph, parameters, `mmoe.${task}`, mixed); // (rows, 1)
    });
    return concat(logits, 1); // (rows, tasks)
  },
};
