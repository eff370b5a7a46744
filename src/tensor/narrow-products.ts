import type { GraphNode, Tensor, TypedArray } from './graph.ts';

/**
 * Where only some columns of a matrix product are read, computes only those. The gradient of a concatenation is cut
 * into its parts, and parts such as fed features want none: without this, their columns would be computed for
 * nothing.
 *
 * @param kept tensors that must stay as they are: the outputs of the graph.
 * @returns the nodes in an order in which they can run. Products that nothing reads any more are still among them.
 */
export function narrowProducts(
  nodes: readonly GraphNode[],
  constants: ReadonlyMap<Tensor, TypedArray>,
  kept: ReadonlySet<Tensor>,
): GraphNode[] {
  const products = new Map(nodes.filter(isProduct).map((node) => [node.outputs[0], node]));
  for (const node of nodes) {
    for (const input of node.inputs)
      if (input && !cutsColumns(node, input, constants)) products.delete(input);
  }
  for (const tensor of kept) products.delete(tensor);
  return nodes.flatMap((node) => {
    const product = node.operator === 'Slice' ? products.get(node.inputs[0]!) : undefined;
    return product ? narrowed(product, node) : [node];
  });
}

function isProduct({ operator, inputs }: GraphNode): boolean {
  return operator === 'Gemm' && inputs.length === 2;
}

/** Whether a node takes neighbouring columns of this matrix. */
function cutsColumns(node: GraphNode, matrix: Tensor, constants: ReadonlyMap<Tensor, TypedArray>): boolean {
  const [cut, , , axes, ...steps] = node.inputs;
  if (node.operator !== 'Slice' || cut !== matrix || !axes || steps.length > 0) return false;
  const values = constants.get(axes);
  return values?.length === 1 && Number(values[0]) === 1;
}

/** The columns of a · b are a · (the columns of b). */
function narrowed({ inputs: [a, b], attributes }: GraphNode, slice: GraphNode): GraphNode[] {
  const [output] = slice.outputs;
  const [, starts, ends, axes] = slice.inputs;
  const [rows, columns] = b!.shape;
  const width = output.shape[1];
  const isTransposed = attributes.transB === 1;
  const part: Tensor = {
    name: `${output.name} columns`,
    shape: isTransposed ? [width, columns] : [rows, width],
    dtype: output.dtype,
    graph: output.graph,
  };
  // Without axes, a slice is along the first.
  const bounds = isTransposed ? [starts, ends] : [starts, ends, axes];
  return [
    { operator: 'Slice', domain: '', inputs: [b, ...bounds], outputs: [part], attributes: {} },
    { operator: 'Gemm', domain: '', inputs: [a, part], outputs: [output], attributes },
  ];
}
