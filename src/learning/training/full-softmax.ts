import type { Tensor } from '../../tensor/graph.ts';
import { rowFactors, weightedMean } from '../../tensor/ops/row-weights.ts';
import {
  binary,
  columnSums,
  expanded,
  matrixProduct,
  reduced,
  reshaped,
  unary,
} from '../../tensor/primitives.ts';

export interface FullSoftmaxOptions {
  /** Products are divided by this. */
  readonly temperature: number;
  /** Share of each target that is spread evenly over all items (Szegedy et al., 2016), in [0, 1). */
  readonly smoothing: number;
  /** [rows]: how much each row counts in the mean. */
  readonly weights: Tensor;
}

/** Stands for 0 in a logarithm. */
const SMALLEST_PROBABILITY = 1e-30;

/**
 * The weighted mean of -log softmax(states · tableᵀ / temperature) at the targets. It equals `crossEntropy` over a
 * product, but touches rows × items numbers in two products and one softmax alone: the gradients are P · table and
 * Pᵀ · states, corrected by the targets' rows, and nothing is scattered or subtracted over rows × items.
 *
 * @param states [rows, width]
 * @param table [items, width]
 * @param targets int32 [rows], each in [0, items)
 */
export function fullSoftmax(
  states: Tensor,
  table: Tensor,
  targets: Tensor,
  { temperature, smoothing, weights }: FullSoftmaxOptions,
): Tensor {
  const { graph } = states;
  const [rows, width] = states.shape;
  const [items] = table.shape;
  const scaled = binary('Mul', states, 1 / temperature); // (rows, width)
  const scores = matrixProduct(scaled, table, false, true); // (rows, items)
  const probabilities = graph.emit('Softmax', [scores], scores.shape, { attributes: { axis: 1 } });
  const chosen = graph.emit('GatherElements', [probabilities, reshaped(targets, [rows, 1])], [rows, 1], {
    attributes: { axis: 1 },
  });
  const own = graph.emit('Gather', [table, targets], [rows, width], { attributes: { axis: 0 } });
  const average = binary('Mul', reshaped(columnSums(table), [1, width]), 1 / items);
  const unlikely = unary('Neg', unary('Log', binary('Max', chosen, SMALLEST_PROBABILITY))); // (rows, 1)
  // -(1 - s) log p(target) - s mean log p = -log p(target) + s (score of the target - mean score).
  const lead = reduced('ReduceSum', binary('Mul', scaled, binary('Sub', own, average)), [1]);
  const losses = smoothing === 0 ? unlikely : binary('Add', unlikely, binary('Mul', lead, smoothing));
  const expected =
    smoothing === 0
      ? own
      : binary('Add', binary('Mul', own, 1 - smoothing), binary('Mul', average, smoothing)); // (rows, width)
  const weighted = (gradient: Tensor): Tensor => binary('Mul', scaled, rowFactors(gradient, rows, weights));
  return graph.record(
    weightedMean(losses, weights),
    [states, table],
    [
      (gradient) => {
        const surplus = binary('Sub', matrixProduct(probabilities, table, false, false), expected);
        return binary('Mul', surplus, binary('Mul', rowFactors(gradient, rows, weights), 1 / temperature));
      },
      (gradient) => {
        const pulls = weighted(gradient); // (rows, width)
        const pushed = matrixProduct(probabilities, pulls, true, false); // (items, width)
        const corrected = addToRows(pushed, targets, binary('Mul', pulls, smoothing - 1));
        if (smoothing === 0) return corrected;
        const spread = reshaped(binary('Mul', columnSums(pulls), smoothing / items), [1, width]);
        return binary('Sub', corrected, spread);
      },
    ],
  );
}

/** `table` with each row of `rows` added to the row of the table that `places` names. */
function addToRows(table: Tensor, places: Tensor, rows: Tensor): Tensor {
  const { graph } = table;
  const [count, width] = rows.shape;
  const columns = expanded(reshaped(places, [count, 1]), [count, width]);
  return graph.emit('ScatterElements', [table, columns, rows], table.shape, {
    attributes: { axis: 0, reduction: 'add' },
  });
}
