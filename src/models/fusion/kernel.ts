import type { Random } from '../../core/random.ts';
import { add, multiply, scale } from '../../tensor/ops/arithmetic.ts';
import { cos, exp } from '../../tensor/ops/activation.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { logSoftmax } from '../../tensor/ops/softmax.ts';
import { zeros } from '../../tensor/parameters.ts';
import type { Fusion } from './fusion.ts';
import { maskedSoftmax, maskOf, presentOnly, sumOf, sunkWhereMissing } from './masking.ts';

/**
 * Kernel fusion: k(x, y) = sum β_i exp(-|x_i - y_i|² / 2s²), one Gaussian kernel a modality with learned weights β,
 * none below 0 and together 1 (multiple kernel learning), and s² the width of the vectors. Products of the fused
 * vectors estimate it through random Fourier features z_i(x) = √(2/D) cos(x Ω_i + b_i) (Rahimi and Recht, 2007), whose
 * frequencies and phases are drawn and not learned. The features of all modalities share D places,
 * h = sum √β_i z_i(x_i): their phases are independent, so the cross products are 0 in the mean.
 *
 * @param random gives the frequencies; the same seed gives the same fusion
 */
export function kernelFusion(random: Random): Fusion {
  return {
    name: 'kernel',
    build(graph, parameters, vectors, mask, width) {
      const relevance = parameters.use(graph, 'fusion.relevance', [1, vectors.length], zeros());
      // Half the logarithm and not the root, whose gradient at 0 is not finite.
      const halves = scale(logSoftmax(add(relevance, sunkWhereMissing(mask))), 0.5);
      const roots = multiply(exp(halves), mask); // (rows, count)
      const features = presentOnly(vectors, mask).map((vector, i) => {
        const inputs = vector.shape[1];
        const { frequencies, phases } = drawFeatures(random.fork(`modality ${i}`), inputs, width);
        const angles = add(
          matmul(vector, graph.constant(frequencies, [inputs, width])),
          graph.constant(phases, [1, width]),
        );
        return multiply(cos(angles), scale(maskOf(roots, i), Math.sqrt(2 / width))); // (rows, width)
      });
      return { fused: sumOf(features), weights: maskedSoftmax(relevance, mask) };
    },
  };
}

function drawFeatures(
  random: Random,
  inputs: number,
  features: number,
): { frequencies: Float32Array; phases: Float32Array } {
  const deviation = 1 / Math.sqrt(inputs);
  return {
    frequencies: Float32Array.from({ length: inputs * features }, () => deviation * random.normal()),
    phases: Float32Array.from({ length: features }, () => 2 * Math.PI * random.next()),
  };
}
