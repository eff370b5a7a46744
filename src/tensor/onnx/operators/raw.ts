/** Operators that are carried over as they are: they run, but no gradient passes, or there is none to pass. */
import type { Attribute, DataType, Tensor } from '../../graph.ts';
import { broadcastShapes, type Shape } from '../../shapes.ts';
import { isTensor, type NodeReading } from '../node-reading.ts';
import { withKind, type OperatorImport, type Operators } from './operator.ts';

/** Writes a node again with all its attributes. */
export function emitRaw(reading: NodeReading, shapes: readonly Shape[], dtype?: DataType): readonly Tensor[] {
  const attributes: Record<string, Attribute> = {};
  for (const [name, value] of reading.node.attributes) {
    if (typeof value === 'object' && ('floats' in value || 'storedAs' in value || 'branch' in value)) {
      reading.fail(`cannot be carried over with its attribute ${name}`, 'Stop before this node (stopAt).');
    } else {
      attributes[name] = value;
    }
  }
  const inputs = reading.node.inputs.map((_, i) => (reading.has(i) ? reading.tensor(i) : undefined));
  const { operator } = reading.node;
  return reading.graph.emitMany(operator, inputs, shapes, { attributes, ...(dtype && { dtype }) });
}

const likeInput: OperatorImport = (reading) => emitRaw(reading, [reading.tensor(0).shape]);

const broadcastAsBool: OperatorImport = (reading) => {
  const [a, b] = [reading.value(0).shape, reading.value(1).shape];
  return emitRaw(reading, [broadcastShapes(reading.node.operator, a, b)], 'bool');
};

const NAMES_LIKE_INPUT = [
  'Acos',
  'Asin',
  'Atan',
  'Celu',
  'Cos',
  'CumSum',
  'InstanceNormalization',
  'LRN',
  'LpNormalization',
  'MeanVarianceNormalization',
  'Selu',
  'Sin',
  'Tan',
  'ThresholdedRelu',
  'Trilu',
];

/** Steps and comparisons: their derivative is zero wherever there is one. */
const NAMES_OF_STEPS = ['Ceil', 'Floor', 'Hardmax', 'Not', 'Round', 'Sign'];
const NAMES_OF_COMPARISONS = [
  'And',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
  'Or',
  'Xor',
];

const each = (names: readonly string[], build: OperatorImport): Record<string, OperatorImport> =>
  Object.fromEntries(names.map((name) => [name, build]));

export const RAW: Operators = {
  ...withKind(each(NAMES_LIKE_INPUT, likeInput), 'none'),
  ...withKind(each(NAMES_OF_STEPS, likeInput), 'flat'),
  ...withKind(each(NAMES_OF_COMPARISONS, broadcastAsBool), 'flat'),
  ...withKind(
    {
      IsNaN: (reading) => emitRaw(reading, [reading.tensor(0).shape], 'bool'),
      ArgMax: (reading) => emitRaw(reading, [argumentShape(reading)], 'int64'),
      ArgMin: (reading) => emitRaw(reading, [argumentShape(reading)], 'int64'),
    },
    'flat',
  ),
};

function argumentShape(reading: NodeReading): Shape {
  const { shape } = reading.tensor(0);
  const axis = reading.axis(reading.integer('axis', 0), shape.length);
  return reading.integer('keepdims', 1) === 1 ? shape.with(axis, 1) : shape.toSpliced(axis, 1);
}

/** Operators that mean the same in the set of the files that are written here, and from which set on they do. */
const SAME_SINCE: Readonly<Record<string, number>> = {
  ConvTranspose: 7,
  DepthToSpace: 7,
  Einsum: 12,
  GatherElements: 11,
  GatherND: 12,
  GridSample: 16,
  GRU: 14,
  LSTM: 14,
  OneHot: 9,
  Pad: 11,
  Resize: 13,
  RoiAlign: 16,
  ScatterElements: 16,
  ScatterND: 16,
  SpaceToDepth: 7,
  Tile: 7,
  TopK: 11,
};

/** For any other operator: carried over where the file itself says what shape its results have. */
export function carryOver(
  reading: NodeReading,
  boundShape: (name: string) => BoundValue | undefined,
): readonly Tensor[] {
  const { node } = reading;
  const since = node.domain === '' ? SAME_SINCE[node.operator] : undefined;
  const results = node.outputs.map((name) => (name === '' ? undefined : boundShape(name)));
  const isKnown = results.every((result, i) => result !== undefined || node.outputs[i] === '');
  if (since === undefined || reading.operatorSet < since || !isKnown) {
    const reason =
      since === undefined ? 'is not understood' : 'has results of a shape that the file does not say';
    return reading.fail(
      reason,
      `Stop before it ({ stopAt: '${node.inputs.find(Boolean) ?? ''}' }), or export the network without it.`,
    );
  }
  const [first] = results;
  return emitRaw(
    reading,
    results.map((result) => result?.shape ?? [1]),
    first?.dtype ?? dtypeOfInput(reading),
  );
}

export interface BoundValue {
  readonly shape: Shape;
  readonly dtype: DataType | undefined;
}

function dtypeOfInput(reading: NodeReading): DataType {
  const value = reading.value(0);
  return isTensor(value) ? value.dtype : 'float32';
}
