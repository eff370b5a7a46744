/** Which operations a graph recorded, and how gradients pass back through them. */
import { DaogouError } from '../core/errors.ts';
import type { Graph, GradientRule, Tensor } from './graph.ts';
import type { Shape } from './shapes.ts';

interface TapeEntry {
  readonly outputs: readonly Tensor[];
  readonly inputs: readonly Tensor[];
  readonly rules: readonly (GradientRule | undefined)[];
}

export class Tape {
  readonly #entries: TapeEntry[] = [];
  /** Every tensor that depends on a parameter or on an input that wants a gradient. */
  readonly #differentiable = new Set<Tensor>();
  /** What rules are handed for outputs that the loss does not depend on. */
  readonly #zeroGradients = new Set<Tensor>();

  /** From now on gradients with respect to this tensor can be asked for. */
  watch(tensor: Tensor): void {
    this.#differentiable.add(tensor);
  }

  /** Whether a gradient can reach this tensor. */
  reaches(tensor: Tensor): boolean {
    return this.#differentiable.has(tensor);
  }

  isZeroGradient(gradient: Tensor): boolean {
    return this.#zeroGradients.has(gradient);
  }

  record(
    outputs: readonly Tensor[],
    inputs: readonly Tensor[],
    rules: readonly (GradientRule | undefined)[],
  ): void {
    const reaches = inputs.some((input, i) => rules[i] !== undefined && this.#differentiable.has(input));
    // An output that is known already is an equal node that was recorded before, or an input passed through.
    if (!reaches || outputs.some((output) => this.#differentiable.has(output))) return;
    for (const output of outputs) this.#differentiable.add(output);
    this.#entries.push({ outputs, inputs, rules });
  }

  /** Appends what computes d loss / d tensor for each tensor of `wrt` to the graph: see `Graph.gradients`. */
  gradients(graph: Graph, loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
    for (const tensor of wrt) if (!this.#differentiable.has(tensor)) this.#failWithoutGradient(tensor);
    const adjoints = new Map<Tensor, Tensor>([[loss, graph.constant(Float32Array.of(1), loss.shape)]]);
    const onTheWay = this.#tensorsReachedFrom(wrt);
    for (const entry of this.#entries.toReversed()) {
      const known = entry.outputs.map((output) => adjoints.get(output));
      if (known.every((adjoint) => adjoint === undefined)) continue;
      const outputGradients = known.map(
        (adjoint, i) => adjoint ?? this.#zeros(graph, entry.outputs[i].shape),
      );
      for (const [i, input] of entry.inputs.entries()) {
        const rule = entry.rules[i];
        if (!rule || !onTheWay.has(input)) continue;
        const gradient = rule(...outputGradients);
        const before = adjoints.get(input);
        adjoints.set(input, before ? graph.emit('Add', [before, gradient], input.shape) : gradient);
      }
    }
    return wrt.map((tensor) => adjoints.get(tensor) ?? this.#failWithoutGradient(tensor));
  }

  #zeros(graph: Graph, shape: Shape): Tensor {
    const zeros = graph.emit('Expand', [graph.scalar(0), graph.integers(shape)], shape);
    this.#zeroGradients.add(zeros);
    return zeros;
  }

  #tensorsReachedFrom(sources: readonly Tensor[]): ReadonlySet<Tensor> {
    const reached = new Set(sources);
    for (const { inputs, outputs } of this.#entries) {
      if (inputs.some((input) => reached.has(input))) for (const output of outputs) reached.add(output);
    }
    return reached;
  }

  #failWithoutGradient(tensor: Tensor): never {
    const isAlone = this.#differentiable.has(tensor);
    const reason = isAlone
      ? 'does not influence the loss'
      : 'is a constant or an input that was declared without a gradient';
    throw new DaogouError('not-differentiable', `There is no gradient for ${tensor.name}: it ${reason}`, {
      received: tensor.name,
      remedy: isAlone
        ? 'Connect it to the loss, leave it out of the graph, or freeze it.'
        : 'Leave it out, or declare the input with { gradient: true }.',
    });
  }
}
