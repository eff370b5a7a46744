import type { Tensor } from '../../../tensor/graph.ts';
import { concat } from '../../../tensor/ops/shape.ts';
import type { SceneNetwork } from '../scene-network.ts';
import { SCENE_TASKS } from '../scene-tasks.ts';
import { experts, mixture, tower } from './experts.ts';

/**
 * Progressive layered extraction (Tang et al., 2020): each task has experts of its own beside shared ones, in two
 * levels, so that tasks which disturb each other can part. The first level passes on one mixture a task, of its own
 * and the shared experts, and one of all experts together; the second level's towers judge. Gates see the scene.
 */
export const pleNetwork: SceneNetwork = {
  name: 'ple',
  conditioned: true,
  build(graph, parameters, { features, scenes }, sizes) {
    const group = { experts: Math.ceil(sizes.experts / 2), width: sizes.hidden };
    let own: readonly Tensor[] = SCENE_TASKS.map(() => features);
    let shared = features;
    for (const level of ['ple.0', 'ple.1']) {
      const together = experts(graph, parameters, `${level}.shared`, shared, group); // (rows, group, hidden)
      const views = SCENE_TASKS.map((task, t) =>
        experts(graph, parameters, `${level}.${task}`, own[t], group),
      );
      const mixed = SCENE_TASKS.map((task, t) => {
        const both = concat([views[t], together], 1); // (rows, 2 group, hidden)
        return mixture(graph, parameters, `${level}.${task}.gate`, both, { x: own[t], scenes });
      });
      if (level === 'ple.0') {
        const all = concat([...views, together], 1); // (rows, (tasks + 1) group, hidden)
        shared = mixture(graph, parameters, `${level}.shared.gate`, all, { x: shared, scenes });
      }
      own = mixed;
    }
    return concat(
      SCENE_TASKS.map((task, t) => tower(graph, parameters, `ple.${task}`, own[t])),
      1,
    ); // (rows, tasks)
  },
};
