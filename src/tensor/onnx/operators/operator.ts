import type { Tensor } from '../../graph.ts';
import type { NodeReading, Value } from '../node-reading.ts';

/** Makes a node of a file part of a graph: gives its outputs, in order. */
export type OperatorImport = (reading: NodeReading) => Value | readonly Value[];

export interface Operator {
  readonly build: OperatorImport;
  /**
   * How gradients pass: by a rule; not at all although results depend on the inputs (`none`); or not at all because
   * the derivative is zero wherever there is one (`flat`: comparisons, rounding, positions).
   */
  readonly gradient: 'rule' | 'flat' | 'none';
}

export type Operators = Readonly<Record<string, Operator>>;

/** Operators through which gradients pass. */
export function withGradient(builds: Readonly<Record<string, OperatorImport>>): Operators {
  return withKind(builds, 'rule');
}

export function withKind(
  builds: Readonly<Record<string, OperatorImport>>,
  gradient: Operator['gradient'],
): Operators {
  return Object.fromEntries(Object.entries(builds).map(([name, build]) => [name, { build, gradient }]));
}

export function unary(operation: (x: Tensor) => Tensor): OperatorImport {
  return (reading) => operation(reading.tensor(0));
}
