/** A graph with its loss, made into the file that computes loss and gradients of one batch. */
import { DaogouError } from '../core/errors.ts';
import type { Graph, Tensor } from './graph.ts';
import type { ParameterStore } from './parameters.ts';
import { sizeOf } from './shapes.ts';

export interface TrainingGraphOptions {
  /** Outputs that the graph names itself come back from every step. */
  readonly graph: Graph;
  /** One number, to be made small. */
  readonly loss: Tensor;
  /** Holds the numbers of the graph's parameters. */
  readonly parameters: ParameterStore;
  /**
   * Which parameters keep their numbers, by name; none by default. No gradient is computed for them, and their
   * numbers become part of the file as they are when the trainer is made: restore a checkpoint before.
   */
  readonly frozen?: (name: string) => boolean;
  /** Inputs declared with `{ gradient: true }`, such as rows of an embedding table. */
  readonly extraGradients?: readonly Tensor[];
}

export interface TrainingGraph {
  readonly onnx: Uint8Array;
  /** Names of the parameters that are trained. */
  readonly trained: readonly string[];
  /** Names of the inputs that get gradients. */
  readonly extras: readonly string[];
  /** Outputs that the graph named itself. */
  readonly ownOutputs: readonly string[];
  /** Number of elements of every output: the own ones, the gradients and the loss. */
  readonly outputLengths: ReadonlyMap<string, number>;
}

/** Name of the output that holds the loss. */
export const LOSS_OUTPUT = 'loss to minimise';

/** Name of the output that holds the gradient of a parameter or input. */
export function gradientOutput(name: string): string {
  return `gradient of ${name}`;
}

/**
 * Appends the gradients to the graph and writes it.
 * @throws not-differentiable when a trained parameter does not influence the loss; not-found for a parameter that the
 * store lacks; invalid-input when nothing is trained or the graph has a trainer already.
 */
export function writeTrainingGraph(options: TrainingGraphOptions): TrainingGraph {
  const { graph, loss, parameters, frozen = () => false, extraGradients = [] } = options;
  const ownOutputs = [...graph.outputs.keys()];
  const trained = [...graph.parameters.values()].filter(({ name }) => !frozen(name));
  const targets = [...trained, ...extraGradients];
  if (targets.length === 0) throw nothingToTrain([...graph.parameters.keys()]);
  if (graph.outputs.has(LOSS_OUTPUT)) throw trainedAlready();
  for (const { name } of trained) parameters.get(name);
  for (const [i, gradient] of graph.gradients(loss, targets).entries()) {
    graph.output(gradientOutput(targets[i].name), gradient);
  }
  graph.output(LOSS_OUTPUT, loss);
  const kept = [...graph.parameters.keys()].filter(frozen);
  return {
    onnx: graph.toOnnx({ frozen: new Map(kept.map((name) => [name, parameters.get(name).data])) }),
    trained: trained.map(({ name }) => name),
    extras: extraGradients.map(({ name }) => name),
    ownOutputs,
    outputLengths: new Map([...graph.outputs].map(([name, { shape }]) => [name, sizeOf(shape)])),
  };
}

function nothingToTrain(names: readonly string[]): DaogouError {
  const reason = names.length === 0 ? 'the graph has no parameters' : 'all its parameters are frozen';
  return new DaogouError('invalid-input', `There is nothing to train: ${reason}`, {
    received: names,
    remedy: 'Declare parameters (layers do), freeze fewer, or name inputs as extraGradients.',
  });
}

function trainedAlready(): DaogouError {
  return new DaogouError('invalid-input', 'This graph has a trainer already', {
    remedy: 'Build the graph once more for a second trainer; both may share one ParameterStore.',
  });
}

export function stillRunning(): DaogouError {
  return new DaogouError('invalid-input', 'step: the step before has not ended yet', {
    remedy: 'Await the promise of one step before the next is called; prepare its batch meanwhile.',
  });
}

export function notFinite(loss: number): DaogouError {
  return new DaogouError('invalid-input', `The loss is ${loss}`, {
    received: loss,
    remedy: 'Look for values that are not finite in what was fed, lower the learning rate or clip gradients.',
  });
}
