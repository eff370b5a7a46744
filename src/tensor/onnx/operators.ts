/** Every operator of ONNX that is understood, by name. */
import { ELEMENTWISE, ELEMENTWISE_OF_RUNTIME } from './operators/elementwise.ts';
import { LINEAR } from './operators/linear.ts';
import { NORMALISATION } from './operators/normalisation.ts';
import type { Operator, Operators } from './operators/operator.ts';
import { RAW } from './operators/raw.ts';
import { REDUCTIONS } from './operators/reductions.ts';
import { SHAPES } from './operators/shapes.ts';
import { WINDOWS } from './operators/windows.ts';
import type { OnnxNode } from './reader.ts';

const OWN: Operators = {
  ...RAW,
  ...ELEMENTWISE,
  ...LINEAR,
  ...NORMALISATION,
  ...REDUCTIONS,
  ...SHAPES,
  ...WINDOWS,
};

const OF_RUNTIME: Operators = { ...ELEMENTWISE_OF_RUNTIME, FusedMatMul: LINEAR.FusedMatMul };

export function operatorOf({ domain, operator }: OnnxNode): Operator | undefined {
  const operators = domain === '' ? OWN : domain === 'com.microsoft' ? OF_RUNTIME : {};
  return Object.hasOwn(operators, operator) ? operators[operator] : undefined;
}

/** How gradients pass through a node; not at all through what is not understood. */
export function differentiability(node: OnnxNode): Operator['gradient'] {
  // A branch is chosen while the network is read, and each of its nodes is then looked at.
  if (isCondition(node)) return 'rule';
  return operatorOf(node)?.gradient ?? 'none';
}

/** Whether a node stands for one of two branches, as PyTorch writes where a squeeze may have nothing to do. */
export function isCondition({ domain, operator }: OnnxNode): boolean {
  return domain === '' && operator === 'If';
}
