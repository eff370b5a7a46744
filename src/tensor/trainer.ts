/** One training graph, its parameters and its optimiser, made into a step that can be repeated. */
import { DaogouError } from '../core/errors.ts';
import type { Graph, Tensor, TypedArray } from './graph.ts';
import type { Optimiser, ParameterUpdate } from './optimisers/optimiser.ts';
import type { ParameterStore } from './parameters.ts';
import { createSession } from './session.ts';
import { sizeOf } from './shapes.ts';

export interface TrainerOptions {
  /** Outputs that the graph names itself come back from every step. */
  readonly graph: Graph;
  /** One number, to be made small. */
  readonly loss: Tensor;
  /** Holds the numbers of the graph's parameters, which are all trained. */
  readonly parameters: ParameterStore;
  readonly optimiser: Optimiser;
  /** Inputs declared with `{ gradient: true }`, such as rows of an embedding table. */
  readonly extraGradients?: readonly Tensor[];
  /** Threads of the session; default 1. */
  readonly threads?: number;
}

export interface StepResult {
  readonly loss: number;
  /** Gradients of `extraGradients` by the input's name. The arrays are overwritten by the next step. */
  readonly gradients: Readonly<Record<string, Float32Array>>;
  /** The graph's own outputs, by name; overwritten by the next step as well. */
  readonly outputs: Readonly<Record<string, Float32Array>>;
}

export interface Trainer {
  /** Computes loss and gradients of one batch and lets the optimiser change the parameters in place. */
  step(feeds: Readonly<Record<string, TypedArray>>): Promise<StepResult>;
  release(): Promise<void>;
}

/**
 * Appends the gradients to the graph and prepares a session for it. All results land in arrays that are made once,
 * so memory stays flat. Steps block the thread (see session.ts): train in a worker.
 *
 * @throws not-differentiable when a parameter of the graph does not influence the loss; invalid-input from a step
 * whose loss is not finite, before any parameter has changed.
 */
export async function createTrainer(options: TrainerOptions): Promise<Trainer> {
  const { graph, loss, optimiser, extraGradients = [] } = options;
  const fetch = preallocate(graph.outputs);
  const outputs = { ...fetch };
  const names = [...graph.parameters.keys()];
  const trained = [...graph.parameters.values(), ...extraGradients];
  const gradients = graph.gradients(loss, trained).map((gradient, i) => {
    const output = `gradient of ${trained[i].name}`;
    graph.output(output, gradient);
    return (fetch[output] = new Float32Array(sizeOf(gradient.shape)));
  });
  graph.output('loss to minimise', loss);
  const lossValue = (fetch['loss to minimise'] = new Float32Array(1));

  const session = await createSession(graph.toOnnx(), { threads: options.threads ?? 1 });
  const values: Record<string, Float32Array> = {};
  const updates = names.map((name, i): ParameterUpdate => {
    const parameter = options.parameters.get(name).data;
    values[name] = parameter;
    return { name, parameter, update: gradients[i] };
  });
  const extras: Record<string, Float32Array> = {};
  for (const [i, tensor] of extraGradients.entries()) extras[tensor.name] = gradients[names.length + i];

  return {
    async step(feeds) {
      await session.run({ ...feeds, ...values }, fetch);
      const [value] = lossValue;
      if (!Number.isFinite(value)) throw notFinite(value);
      optimiser.step(updates);
      return { loss: value, gradients: extras, outputs };
    },
    release: () => session.release(),
  };
}

function preallocate(outputs: ReadonlyMap<string, Tensor>): Record<string, Float32Array> {
  return Object.fromEntries([...outputs].map(([name, { shape }]) => [name, new Float32Array(sizeOf(shape))]));
}

function notFinite(loss: number): DaogouError {
  return new DaogouError('invalid-input', `The loss is ${loss}`, {
    received: loss,
    remedy: 'Look for values that are not finite in what was fed, lower the learning rate or clip gradients.',
  });
}
