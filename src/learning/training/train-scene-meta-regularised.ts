import { adam } from '../../tensor/optimisers/adam.ts';
import { adaptToScene, type SceneStart } from './train-scene-adaptation.ts';
import { sceneEpisodes } from './train-scene-episodes.ts';
import { weightsOf, type Weights } from './train-scene-learner.ts';
import { DEFAULT_META, type MetaMethod } from './train-scene-meta.ts';

/** What a weight is held with before any rehearsal. */
const FIRST_HOLD = 0.3;
/** A pull of more than this times 1/rate would overshoot where the weight started. */
const STRONGEST = 0.9;

/**
 * Meta-regularisation: beside the start, how firmly each weight is held to it while a scene is learned, so that what all
 * scenes share stays and what tells them apart moves. The regulariser is learned by what it does to events that were
 * not learned from, as in MetaReg (Balaji et al., 2018); here it is a pull towards the shared weights, λ/2 · (θ − θ₀)²,
 * where MetaReg weighs |θ|. With dθₜ/dλ carried along the descent, d ← (1 − rate·λ)·d − rate·(θ − θ₀), the gradient of λ is
 * d · ∇L(θ at the end), second derivatives of L left out.
 */
export const metaRegularised: MetaMethod = {
  name: 'meta-regularised',
  async learn(learner, samples, training, { random, progress }) {
    const { rehearsals, events, steps, rate } = { ...DEFAULT_META, ...training };
    const episodes = sceneEpisodes(samples, events);
    const weightOptimiser = adam({ learningRate: training.outerRate ?? 3e-3, clipNorm: 5 });
    const holdOptimiser = adam({ learningRate: 0.03 });
    const draws = random.fork('episodes');
    const work = progress.start('Learning to learn scenes (meta-regularised)', rehearsals);
    let start: SceneStart & { readonly hold: Weights } = {
      name: 'meta-regularised',
      weights: learner.weights(),
      steps,
      rate,
      hold: mapped(learner.weights(), () => FIRST_HOLD),
    };
    for (let rehearsal = 0; rehearsal < rehearsals; rehearsal++) {
      const { support, examined } = episodes.draw(draws);
      const slopes = mapped(start.weights, () => 0);
      const { hold, weights } = start;
      await adaptToScene(learner, start, samples, support, (before) => {
        for (const [name, slope] of slopes) {
          const at = weightsOf(before, name);
          const from = weightsOf(weights, name);
          const firmness = weightsOf(hold, name);
          for (let i = 0; i < slope.length; i++) {
            slope[i] = (1 - rate * firmness[i]) * slope[i] - rate * (at[i] - from[i]);
          }
        }
      });
      const { gradients } = await learner.gradients(samples, examined);
      start = { ...start, ...improved(start, slopes, gradients, { weightOptimiser, holdOptimiser, rate }) };
      work.advance();
    }
    work.done();
    return start;
  },
};

type Optimiser = ReturnType<typeof adam>;

/** Start and hold after one rehearsal. The hold is learned as a logarithm, so that it stays above 0. */
function improved(
  { weights, hold }: { readonly weights: Weights; readonly hold: Weights },
  slopes: Weights,
  gradients: Weights,
  tools: { readonly weightOptimiser: Optimiser; readonly holdOptimiser: Optimiser; readonly rate: number },
): { weights: Weights; hold: Weights } {
  const moved = mapped(weights, (value) => value);
  tools.weightOptimiser.step(
    [...moved].map(([name, parameter]) => ({ name, parameter, update: weightsOf(gradients, name).slice() })),
  );
  const logHold = mapped(hold, Math.log);
  tools.holdOptimiser.step(
    [...logHold].map(([name, parameter]) => {
      const gradient = weightsOf(gradients, name);
      const firmness = weightsOf(hold, name);
      return {
        name,
        parameter,
        update: weightsOf(slopes, name).map((slope, i) => slope * gradient[i] * firmness[i]),
      };
    }),
  );
  return {
    weights: moved,
    hold: mapped(logHold, (value) => Math.min(STRONGEST / tools.rate, Math.exp(value))),
  };
}

function mapped(weights: Weights, change: (value: number) => number): Map<string, Float32Array> {
  return new Map([...weights].map(([name, values]) => [name, values.map((value) => change(value))]));
}
