import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { layerNormLayer } from '../../../tensor/layers/layer-norm.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { relu } from '../../../tensor/ops/activation.ts';
import { add } from '../../../tensor/ops/arithmetic.ts';
import { conv2d } from '../../../tensor/ops/convolution.ts';
import { matmul } from '../../../tensor/ops/matmul.ts';
import { reshape, transpose } from '../../../tensor/ops/shape.ts';
import { softmax } from '../../../tensor/ops/softmax.ts';
import { he, zeros, type ParameterStore } from '../../../tensor/parameters.ts';
import { WINDOW_BANDS, WINDOW_FRAMES } from './speech-window.ts';

/** Numbers of a speech vector. */
export const SPEECH_WIDTH = 96;

/** How something was said. */
export const TONES = ['calm', 'excited', 'question'] as const;
export type Tone = (typeof TONES)[number];

export interface SpeechTensors {
  /** `(rows, SPEECH_WIDTH)`: the penultimate layer. */
  readonly vectors: Tensor;
  /** `(rows, words)`, logits. */
  readonly words: Tensor;
  /** `(rows, TONES.length)`, logits. */
  readonly tones: Tensor;
}

const CHANNELS = [64, 80, 84] as const;

/**
 * Convolutions over time, bands as channels (as in TC-ResNet; Choi et al., 2019), each halving the time, then
 * attention over what is left of it: which moments tell the word is learnt.
 *
 * @param windows `(rows, WINDOW_BANDS × WINDOW_FRAMES)`, as `describeWindow` writes them.
 */
export function speechNetwork(
  graph: Graph,
  parameters: ParameterStore,
  windows: Tensor,
  words: number,
): SpeechTensors {
  const [rows] = windows.shape;
  let features = reshape(windows, [rows, WINDOW_BANDS, 1, WINDOW_FRAMES]);
  for (const [depth, channels] of CHANNELS.entries()) {
    const name = `speech.${depth}`;
    const wide = overTime(graph, parameters, name, features, { channels, kernel: 5, stride: 2 });
    features = relu(normalised(graph, parameters, `${name}.norm`, wide));
    if (depth === 0) continue;
    const inner = overTime(graph, parameters, `${name}.residual`, features, {
      channels,
      kernel: 3,
      stride: 1,
    });
    features = add(features, relu(inner)); // (rows, channels, 1, frames)
  }
  const [, channels, , frames] = features.shape;
  const moments = transpose(reshape(features, [rows, channels, frames]), [0, 2, 1]); // (rows, frames, channels)
  const scores = linearLayer(graph, parameters, 'speech.attention', moments, 1); // (rows, frames, 1)
  const shares = softmax(reshape(scores, [rows, 1, frames]));
  const pooled = reshape(matmul(shares, moments), [rows, channels]);
  const vectors = relu(linearLayer(graph, parameters, 'speech.vector', pooled, SPEECH_WIDTH));
  return {
    vectors,
    words: linearLayer(graph, parameters, 'speech.words', vectors, words),
    tones: linearLayer(graph, parameters, 'speech.tones', vectors, TONES.length),
  };
}

/** Each moment brought to one scale over its channels: x `(rows, channels, 1, frames)`. */
function normalised(graph: Graph, parameters: ParameterStore, name: string, x: Tensor): Tensor {
  const moments = transpose(x, [0, 2, 3, 1]);
  return transpose(layerNormLayer(graph, parameters, name, moments), [0, 3, 1, 2]);
}

interface OverTime {
  readonly channels: number;
  readonly kernel: number;
  readonly stride: number;
}

/** A one-dimensional convolution: x `(rows, channels, 1, frames)`. */
function overTime(
  graph: Graph,
  parameters: ParameterStore,
  name: string,
  x: Tensor,
  { channels, kernel, stride }: OverTime,
): Tensor {
  const weight = parameters.use(graph, `${name}.weight`, [channels, x.shape[1], 1, kernel], he());
  const bias = parameters.use(graph, `${name}.bias`, [channels], zeros());
  return conv2d(x, weight, bias, { stride: [1, stride], padding: [0, (kernel - 1) / 2] });
}
