import { createRandom } from '../core/random.ts';
import type { GradientCase, Sampler } from './check-gradients.ts';
import type { Graph, Tensor } from './graph.ts';
import { ParameterStore } from './parameters.ts';
import type { Shape } from './shapes.ts';

/**
 * A store for `checkGradients`: whatever a layer or a whole model declares in it is checked, filled with numbers of
 * the check and not with the layer's initial ones, which are often zero.
 */
export class CheckedParameters extends ParameterStore {
  readonly #declare: GradientCase['parameter'];
  readonly #sample: Sampler;
  readonly #tensors = new Map<string, Tensor>();

  /** @param sample where the numbers are drawn from; default: normal with deviation 0.5. */
  constructor(declare: GradientCase['parameter'], sample: Sampler = (random) => 0.5 * random.normal()) {
    super(createRandom('unused'));
    this.#declare = declare;
    this.#sample = sample;
  }

  override use(_graph: Graph, name: string, shape: Shape): Tensor {
    let tensor = this.#tensors.get(name);
    if (!tensor) this.#tensors.set(name, (tensor = this.#declare(shape, this.#sample)));
    return tensor;
  }
}
