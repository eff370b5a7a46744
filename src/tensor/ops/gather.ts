/** Rows of a table by number. */
import { DaogouError } from '../../core/errors.ts';
import type { Tensor } from '../graph.ts';
import { binary, expanded, reshaped } from '../primitives.ts';
import { failOnShapes, resolveAxis, sameShape, sizeOf, type Shape } from '../shapes.ts';
import { transpose } from './shape.ts';

/** Measured with 5,120 gathered rows of width 64: up to here a matrix product is faster than single additions. */
const MOST_ROWS_BY_PRODUCT = 128;

/**
 * Picks rows of a small table inside the graph. The gradient is a whole table, so large vocabularies belong in an
 * `EmbeddingTable`, whose rows are gathered and updated outside.
 * @param table [rows, ...row]
 * @param indices int32 or int64, any shape; each in [0, rows)
 * @param axis where the rows lie in the table; default 0. The axes of the indices take its place.
 * @returns [...indices, ...row]
 */
export function gather(table: Tensor, indices: Tensor, axis = 0): Tensor {
  const { graph } = table;
  if (table.shape.length === 0) {
    failOnShapes('gather', 'the table has no axes', [table.shape, indices.shape], 'Give it rows.');
  }
  if (indices.dtype !== 'int32' && indices.dtype !== 'int64') {
    throw new DaogouError('invalid-input', `gather: the indices are ${indices.dtype}`, {
      received: indices.dtype,
      remedy: 'Declare the indices as int32 or int64.',
    });
  }
  const along = resolveAxis('gather', axis, table.shape);
  if (along > 0) return gatherAlong(table, indices, along);
  const row = table.shape.slice(1);
  const shape = [...indices.shape, ...row];
  return graph.record(
    graph.emit('Gather', [table, indices], shape, { attributes: { axis: 0 } }),
    [table],
    [(gradient) => scatterRows(gradient, indices, table)],
  );
}

/** Brings the axis to the front and what was gathered back to its place. */
function gatherAlong(table: Tensor, indices: Tensor, axis: number): Tensor {
  const axes = table.shape.map((_, i) => i);
  const front = transpose(table, [axis, ...axes.filter((other) => other !== axis)]);
  const gathered = gather(front, indices); // (...indices, ...before, ...after)
  const added = indices.shape.length;
  const places = gathered.shape.map((_, i) => i);
  const before = places.slice(added, added + axis);
  return transpose(gathered, [...before, ...places.slice(0, added), ...places.slice(added + axis)]);
}

/**
 * Adds each row of the gradient to its row of a table of zeros. ONNX Runtime's ScatterND would be the fastest way,
 * but loses additions to equal rows when it runs on several threads.
 */
function scatterRows(gradient: Tensor, indices: Tensor, table: Tensor): Tensor {
  const [rows] = table.shape;
  const width = sizeOf(table.shape) / rows;
  const count = sizeOf(indices.shape);
  const flat = reshaped(gradient, [count, width]);
  const added =
    rows <= MOST_ROWS_BY_PRODUCT
      ? addByProduct(flat, reshaped(indices, [1, count]), rows)
      : addByElement(flat, reshaped(indices, [count, 1]), rows);
  return reshaped(added, table.shape);
}

/** A product with a matrix that has a 1 where a gathered row (column) came from a row of the table (row). */
function addByProduct(gradient: Tensor, indices: Tensor, rows: number): Tensor {
  const { graph } = gradient;
  const [count, width] = gradient.shape;
  const numbers = numbersFrom0(indices, rows, [rows, 1]);
  const equal = graph.emit('Equal', [numbers, indices], [rows, count], { dtype: 'bool' });
  const origins = graph.emit('Cast', [equal], [rows, count], { attributes: { to: 1 }, dtype: 'float32' });
  return graph.emit('MatMul', [origins, gradient], [rows, width]);
}

/** One addition per number, with table and gradient laid out flat, which spares the kernel most of its arithmetic. */
function addByElement(gradient: Tensor, indices: Tensor, rows: number): Tensor {
  const { graph } = gradient;
  const [count, width] = gradient.shape;
  const step = indices.dtype === 'int32' ? Int32Array.of(width) : BigInt64Array.of(BigInt(width));
  const starts = binary('Mul', indices, graph.constant(step, [1]));
  const places = binary('Add', starts, numbersFrom0(indices, width, [1, width])); // (count, width)
  const zeros = expanded(graph.scalar(0), [rows * width]);
  const flat = [count * width];
  return graph.emit(
    'ScatterElements',
    [zeros, reshaped(places, flat), reshaped(gradient, flat)],
    [rows * width],
    { attributes: { axis: 0, reduction: 'add' } },
  );
}

/** 0, 1, 2, … as a constant of the element type of `like`. */
function numbersFrom0(like: Tensor, count: number, shape: Shape): Tensor {
  const numbers = Int32Array.from({ length: count }, (_, i) => i);
  return like.graph.constant(like.dtype === 'int32' ? numbers : BigInt64Array.from(numbers, BigInt), shape);
}

/**
 * Puts each row's values into columns of a wider row; values of equal columns add up, other columns are 0.
 * @param values [rows, count]
 * @param columns int32 or int64 [rows, count], each in [0, width)
 * @returns [rows, width]
 */
export function placeColumns(values: Tensor, columns: Tensor, width: number): Tensor {
  const { graph } = values;
  if (values.shape.length !== 2 || !sameShape(values.shape, columns.shape)) {
    failOnShapes(
      'placeColumns',
      'values and columns do not match',
      [values.shape, columns.shape],
      'Give both the shape [rows, count].',
    );
  }
  const shape = [values.shape[0], width];
  const zeros = expanded(graph.scalar(0), shape);
  return graph.record(
    graph.emit('ScatterElements', [zeros, columns, values], shape, {
      attributes: { axis: 1, reduction: 'add' },
    }),
    [values],
    [
      (gradient) =>
        graph.emit('GatherElements', [gradient, columns], values.shape, { attributes: { axis: 1 } }),
    ],
  );
}
