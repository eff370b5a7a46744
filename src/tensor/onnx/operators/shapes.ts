/** Operators that move numbers without computing: the graph's own operations, or known numbers as they are. */
import type { Tensor } from '../../graph.ts';
import { gather } from '../../ops/gather.ts';
import { concat, expand, pad, reshape, slice, split, transpose } from '../../ops/shape.ts';
import { sizeOf } from '../../shapes.ts';
import { knownOf } from '../known.ts';
import {
  expandTarget,
  flattenAxis,
  reshapeTarget,
  sliceRanges,
  type SliceRange,
  splitSizes,
  squeezedShape,
  transposeOrder,
  unsqueezedShape,
} from '../node-arguments.ts';
import { isTensor, type NodeReading } from '../node-reading.ts';
import { withGradient, withKind, type Operators } from './operator.ts';
import { emitRaw } from './raw.ts';
import { choose } from './rules.ts';

export const SHAPES: Operators = {
  ...withGradient({
    Identity: (reading) => reading.value(0),
    // Networks are read for inference and for fine-tuning of features, where dropping adds noise alone.
    Dropout: (reading) => reading.value(0),
    Reshape: (reading) => {
      const x = reading.tensor(0);
      return reshape(x, reshapeTarget(reading, x.shape, reading.numbers(1)));
    },
    Flatten: (reading) => {
      const x = reading.tensor(0);
      const axis = flattenAxis(reading, x.shape);
      return reshape(x, [sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]);
    },
    Squeeze: (reading) => reshape(reading.tensor(0), squeezedShape(reading, reading.tensor(0).shape)),
    Unsqueeze: (reading) => reshape(reading.tensor(0), unsqueezedShape(reading, reading.tensor(0).shape)),
    Transpose: (reading) => {
      const x = reading.tensor(0);
      return transpose(x, transposeOrder(reading, x.shape));
    },
    Concat: (reading) => {
      const parts = reading.node.inputs.map((_, i) => reading.tensor(i));
      return parts.length === 1 ? parts[0] : concat(parts, reading.integer('axis', 0));
    },
    Split: (reading) => {
      const x = reading.tensor(0);
      const axis = reading.axis(reading.integer('axis', 0), x.shape.length);
      return split(x, axis, splitSizes(reading, x.shape[axis]));
    },
    Slice: (reading) => {
      const x = reading.tensor(0);
      return sliceRanges(reading, x.shape).reduce((part, range) => takeRange(reading, part, range), x);
    },
    Expand: (reading) => {
      const x = reading.tensor(0);
      return expand(x, expandTarget(reading, x.shape, reading.numbers(1)));
    },
    Gather: (reading) => gatherAlong(reading),
    Where: (reading) => choose(reading.tensor(0), reading.tensor(1), reading.tensor(2)),
    Pad: (reading) => padded(reading),
  }),
  ...withKind(
    {
      Shape: (reading) => {
        const { shape } = reading.value(0);
        const end = reading.integer('end', shape.length);
        const sizes = shape.slice(reading.integer('start', 0), end);
        return knownOf('int64', [sizes.length], sizes);
      },
      Size: (reading) => knownOf('int64', [], [sizeOf(reading.value(0).shape)]),
    },
    'flat',
  ),
};

function takeRange(reading: NodeReading, x: Tensor, { axis, start, step, size }: SliceRange): Tensor {
  if (size === 0) reading.failOnShape(`takes nothing of axis ${axis}`, x.shape);
  if (size === x.shape[axis] && step === 1) return x;
  return slice(x, axis, start, start + (size - 1) * step + Math.sign(step), step);
}

/** Elements of any axis by number: a slice where it is one fixed number, otherwise rows of a table. */
function gatherAlong(reading: NodeReading): Tensor {
  const table = reading.tensor(0);
  const axis = reading.axis(reading.integer('axis', 0), table.shape.length);
  const size = table.shape[axis];
  const given = reading.value(1);
  if (!isTensor(given)) {
    const places = [...given.values].map((index) => (index < 0 ? index + size : index));
    if (places.some((place) => !(place >= 0 && place < size))) {
      reading.failOnShape(`asks for element ${[...given.values].join()} of axis ${axis}`, table.shape);
    }
    if (given.shape.length === 0) {
      const [place] = places;
      return reshape(slice(table, axis, place, place + 1), table.shape.toSpliced(axis, 1));
    }
    return gatherRows(table, axis, reading.asTensor(knownOf('int64', given.shape, places)));
  }
  return gatherRows(table, axis, given);
}

function gatherRows(table: Tensor, axis: number, indices: Tensor): Tensor {
  if (axis === 0) return gather(table, indices);
  const axes = [...table.shape.keys()];
  const rows = gather(transpose(table, [axis, ...axes.toSpliced(axis, 1)]), indices); // (indices, before, after)
  const count = indices.shape.length;
  const before = Array.from({ length: axis }, (_, i) => count + i);
  const own = Array.from({ length: count }, (_, i) => i);
  const after = Array.from({ length: table.shape.length - axis - 1 }, (_, i) => count + axis + i);
  return transpose(rows, [...before, ...own, ...after]);
}

function padded(reading: NodeReading): Tensor {
  const x = reading.tensor(0);
  const rank = x.shape.length;
  const given = reading.argument('pads', 1) ?? [];
  const axes = reading.axes('axes', 3, rank) ?? [...x.shape.keys()];
  if (given.length !== 2 * axes.length || given.some((places) => places < 0)) {
    reading.failOnShape(`pads by ${given.join()}`, x.shape);
  }
  const pads = x.shape.map((): [before: number, after: number] => [0, 0]);
  for (const [i, axis] of axes.entries()) pads[axis] = [given[i], given[axes.length + i]];
  const value = reading.has(2) ? reading.known(2).values[0] : reading.float('value', 0);
  if (reading.text('mode', 'constant') === 'constant') return pad(x, pads, value);
  if (reading.graph.isDifferentiable(x)) reading.failOnGradient();
  return emitRaw(reading, [x.shape.map((size, axis) => pads[axis][0] + size + pads[axis][1])])[0];
}
