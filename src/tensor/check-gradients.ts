/**
 * Holds the gradients of an operation or a layer against finite differences. Public, so that whoever adds an
 * operation can check it in one call.
 */
import { DaogouError } from '../core/errors.ts';
import type { Random } from '../core/random.ts';
import { Graph, type Tensor } from './graph.ts';
import { multiply } from './ops/arithmetic.ts';
import { sum } from './ops/reduce.ts';
import { createSession, type Session } from './session.ts';
import { sizeOf, type Shape } from './shapes.ts';

/** Where the numbers of a checked parameter are drawn from; standard normal by default. */
export type Sampler = (random: Random) => number;

export interface GradientCase {
  readonly graph: Graph;
  /** Declares a tensor whose gradient is checked, with random numbers in it. */
  readonly parameter: (shape: Shape, sample?: Sampler) => Tensor;
}

export interface GradientCheckOptions {
  readonly random: Random;
  /** Elements tried per parameter, drawn with `random`; default 8. */
  readonly samples?: number;
  /** Step of the differences; default 0.02. */
  readonly stepSize?: number;
  /** Threads of the session; default 1. */
  readonly threads?: number;
}

export interface GradientCheck {
  /** Largest relative error of any element tried; 1e-3 and below passes for a correct rule in 32-bit floats. */
  readonly worst: number;
  /** The element with that error. */
  readonly at: string;
  /** Number of elements tried. */
  readonly checked: number;
}

interface CheckedParameter {
  readonly name: string;
  readonly data: Float32Array;
}

/** Below this share of a parameter's largest gradient, errors are measured against that share. */
const SMALL_SHARE = 0.1;
/** Gradients smaller than this are noise of 32-bit floats. */
const SMALLEST_SCALE = 1e-2;

/**
 * Compares d Σ c·y / d p with differences, where y is what `build` returns, of any shape, and c are random numbers,
 * so that no error can hide in a sum. The sum is taken in 64-bit floats, and the differences are of fourth order:
 * (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h. Draw values that stay 2h away from kinks, such as relu's.
 * @throws invalid-input when `build` declares no parameter: a check of nothing would always pass.
 */
export async function checkGradients(
  build: (part: GradientCase) => Tensor,
  options: GradientCheckOptions,
): Promise<GradientCheck> {
  const { random, samples = 8, stepSize = 0.02 } = options;
  const graph = new Graph();
  const checked = new Map<Tensor, CheckedParameter>();
  const result = build({
    graph,
    parameter(shape, sample = (draw) => draw.normal()) {
      const tensor = graph.parameter(`parameter ${checked.size}`, shape);
      const data = Float32Array.from({ length: sizeOf(shape) }, () => sample(random));
      checked.set(tensor, { name: tensor.name, data });
      return tensor;
    },
  });
  if (checked.size === 0) {
    throw new DaogouError('invalid-input', 'checkGradients: no parameter was declared', {
      received: [],
      remedy: 'Declare what is to be checked with `parameter(shape)`, in place of graph.parameter.',
    });
  }
  const session = await createGradientSession(graph, result, [...checked.keys()], random, options.threads);
  try {
    return await compare(session, [...checked.values()], random, samples, stepSize);
  } finally {
    await session.release();
  }
}

interface GradientSession {
  readonly value: (feeds: Record<string, Float32Array>) => Promise<number>;
  readonly gradients: (feeds: Record<string, Float32Array>) => Promise<Float32Array[]>;
  readonly release: Session['release'];
}

async function createGradientSession(
  graph: Graph,
  result: Tensor,
  wrt: readonly Tensor[],
  random: Random,
  threads = 1,
): Promise<GradientSession> {
  const weights = Float32Array.from({ length: sizeOf(result.shape) }, () => random.normal());
  const loss = sum(multiply(result, graph.constant(weights, result.shape)));
  for (const [i, gradient] of graph.gradients(loss, wrt).entries()) graph.output(`gradient ${i}`, gradient);
  graph.output('result', result);
  const session = await createSession(graph.toOnnx(), { threads });
  return {
    async value(feeds) {
      const { result: y } = await session.run(feeds);
      return y.reduce((total, element, i) => total + element * weights[i], 0);
    },
    async gradients(feeds) {
      const outputs = await session.run(feeds);
      return wrt.map((_, i) => outputs[`gradient ${i}`]);
    },
    release: () => session.release(),
  };
}

async function compare(
  session: GradientSession,
  parameters: readonly CheckedParameter[],
  random: Random,
  samples: number,
  stepSize: number,
): Promise<GradientCheck> {
  const feeds = Object.fromEntries(parameters.map(({ name, data }) => [name, data]));
  const gradients = await session.gradients(feeds);
  let worst = { worst: 0, at: 'none' };
  let count = 0;
  for (const [i, { name, data }] of parameters.entries()) {
    const largest = gradients[i].reduce((maximum, value) => Math.max(maximum, Math.abs(value)), 0);
    const floor = Math.max(SMALL_SHARE * largest, SMALLEST_SCALE);
    for (const element of drawElements(data.length, samples, random)) {
      const expected = await difference(() => session.value(feeds), data, element, stepSize);
      const received = gradients[i][element];
      const scale = Math.max(Math.abs(expected), Math.abs(received), floor);
      const error = Math.abs(expected - received) / scale;
      // NaN must not pass as "not larger".
      if (!(error <= worst.worst)) {
        worst = { worst: error, at: `${name}[${element}]: ${received} instead of ${expected}` };
      }
      count++;
    }
  }
  return { ...worst, checked: count };
}

function drawElements(length: number, samples: number, random: Random): number[] {
  const all = Array.from({ length }, (_, i) => i);
  return length <= samples ? all : random.shuffle(all).slice(0, samples);
}

async function difference(
  value: () => Promise<number>,
  data: Float32Array,
  element: number,
  stepSize: number,
): Promise<number> {
  const original = data[element];
  const moved = async (offset: number): Promise<{ at: number; value: number }> => {
    data[element] = original + offset;
    return { at: data[element], value: await value() };
  };
  const points = [];
  for (const offset of [-2 * stepSize, -stepSize, stepSize, 2 * stepSize]) points.push(await moved(offset));
  data[element] = original;
  const [farLeft, left, right, farRight] = points;
  // Slopes over the distance really gone, since original ± h is rounded to 32 bits.
  const near = (right.value - left.value) / (right.at - left.at);
  const far = (farRight.value - farLeft.value) / (farRight.at - farLeft.at);
  return (4 * near - far) / 3;
}
