import { DaogouError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import { Graph, type Tensor } from '../../tensor/graph.ts';
import { linearLayer } from '../../tensor/layers/linear.ts';
import { add } from '../../tensor/ops/arithmetic.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { reshape } from '../../tensor/ops/shape.ts';
import { softmax } from '../../tensor/ops/softmax.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { ParameterStore, zeros } from '../../tensor/parameters.ts';
import { createTrainer } from '../../tensor/trainer.ts';

export interface LabelledClip {
  /** Rows of `width` numbers, one a frame, as `VideoEncoder.encodeFrames` gives them. */
  readonly frames: Float32Array;
  /** What the clip shows, from 0. */
  readonly label: number;
}

export interface VideoTraining {
  readonly clips: readonly LabelledClip[];
  /** Numbers of a frame. */
  readonly width: number;
  /** Labels are below this. */
  readonly classes: number;
  readonly random: Random;
  readonly progress: Progress;
  /** Steps of 32 clips; default 300. */
  readonly steps?: number;
}

export interface VideoAttention {
  /** w of `poolOverTime`, for `VideoEncoder`. */
  readonly attention: Float32Array;
  /** Mean loss of the last tenth of the steps. */
  readonly loss: number;
}

const BATCH = 32;
/** Added to the score of a frame that is not there. */
const ABSENT = -1e9;

/**
 * Learns which frames of a clip tell what it shows: the attention w and a linear classifier over the pooled vector,
 * together. Starts at w = 0, the mean. Blocks its thread.
 *
 * @throws not-enough-data for fewer than two clips or labels.
 */
export async function trainVideoAttention(training: VideoTraining): Promise<VideoAttention> {
  const { clips, width, classes, random, progress, steps = 300 } = training;
  const labels = new Set(clips.map(({ label }) => label)).size;
  if (clips.length < 2 || labels < 2) {
    throw new DaogouError(
      'not-enough-data',
      `${clips.length} clips of ${labels} labels teach no difference`,
      {
        received: clips.length,
        remedy: 'Give clips of at least two labels.',
      },
    );
  }
  const longest = Math.max(...clips.map(({ frames }) => frames.length / width));
  const parameters = new ParameterStore(random.fork('parameters'));
  const graph = new Graph();
  const loss = clipLoss(graph, parameters, { frames: longest, width, classes });
  const optimiser = adam({ learningRate: 0.01, clipNorm: 5 });
  const trainer = await createTrainer({ graph, loss, parameters, optimiser });
  const draws = random.fork('batches');
  const step = progress.start('Learning which frames tell', steps);
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    const chosen = Array.from({ length: BATCH }, () => draws.pick(clips));
    losses.push((await trainer.step(feedsOf(chosen, longest, width))).loss);
    step.advance();
  }
  step.done();
  await trainer.release();
  const last = losses.slice(-Math.ceil(steps / 10));
  return {
    attention: parameters.get('video.attention').data.slice(),
    loss: last.reduce((sum, value) => sum + value, 0) / last.length,
  };
}

interface ClipShape {
  readonly frames: number;
  readonly width: number;
  readonly classes: number;
}

function clipLoss(graph: Graph, parameters: ParameterStore, { frames, width, classes }: ClipShape): Tensor {
  const clips = graph.input('clips', [BATCH, frames, width]);
  const absent = graph.input('absent', [BATCH, 1, frames]);
  const attention = parameters.use(graph, 'video.attention', [width, 1], zeros());
  const scores = reshape(matmul(reshape(clips, [BATCH * frames, width]), attention), [BATCH, 1, frames]);
  const shares = softmax(add(scores, absent)); // (batch, 1, frames)
  const pooled = reshape(matmul(shares, clips), [BATCH, width]);
  const logits = linearLayer(graph, parameters, 'video.label', pooled, classes);
  return crossEntropy(logits, graph.input('labels', [BATCH], 'int64'));
}

function feedsOf(chosen: readonly LabelledClip[], frames: number, width: number) {
  const clips = new Float32Array(BATCH * frames * width);
  const absent = new Float32Array(BATCH * frames).fill(ABSENT);
  const labels = new BigInt64Array(BATCH);
  for (const [row, clip] of chosen.entries()) {
    clips.set(clip.frames, row * frames * width);
    absent.fill(0, row * frames, row * frames + clip.frames.length / width);
    labels[row] = BigInt(clip.label);
  }
  return { clips, absent, labels };
}
