/** Summaries of feature maps. */
import type { Tensor } from '../graph.ts';
import { failOnShapes } from '../shapes.ts';
import { mean } from './reduce.ts';

/** The mean over all positions: [images, channels, height, width] → [images, channels] (Lin, Chen and Yan, 2013). */
export function globalAveragePool(x: Tensor): Tensor {
  if (x.shape.length !== 4) {
    failOnShapes(
      'globalAveragePool',
      'feature maps have four axes',
      [x.shape],
      'Give [images, channels, height, width].',
    );
  }
  return mean(x, [2, 3]);
}
