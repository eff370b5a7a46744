/** Rows of a table by number. */
import { DaogouError } from '../../core/errors.ts';
import type { Tensor } from '../graph.ts';
import { expanded, reshaped } from '../primitives.ts';
import { failOnShapes, sizeOf } from '../shapes.ts';

/**
 * Picks rows of a small table inside the graph. The gradient is a whole table, so large vocabularies belong in an
 * `EmbeddingTable`, whose rows are gathered and updated outside.
 * @param table [rows, ...row]
 * @param indices int32 or int64, any shape; each in [0, rows)
 * @returns [...indices, ...row]
 */
export function gather(table: Tensor, indices: Tensor): Tensor {
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
  const row = table.shape.slice(1);
  const shape = [...indices.shape, ...row];
  return graph.record(
    graph.emit('Gather', [table, indices], shape, { attributes: { axis: 0 } }),
    [table],
    [(gradient) => scatterRows(gradient, indices, table)],
  );
}

/**
 * Adds each row of the gradient to its row of a table of zeros. ONNX Runtime's ScatterND is up to seven times
 * faster, but loses additions to equal rows when it runs on several threads; ScatterElements does not.
 */
function scatterRows(gradient: Tensor, indices: Tensor, table: Tensor): Tensor {
  const { graph } = table;
  const [rows] = table.shape;
  const width = sizeOf(table.shape) / rows;
  const count = sizeOf(indices.shape);
  const zeros = expanded(graph.scalar(0), [rows, width]);
  const places = expanded(reshaped(indices, [count, 1]), [count, width]);
  const added = graph.emit(
    'ScatterElements',
    [zeros, places, reshaped(gradient, [count, width])],
    [rows, width],
    { attributes: { axis: 0, reduction: 'add' } },
  );
  return reshaped(added, table.shape);
}
