import { unreadable } from './decode.ts';

interface Ordered {
  readonly name: string;
  /** Names of values; '' where an optional one is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * Nodes in an order in which each comes after those it reads. Files promise it, but not all keep it.
 * @param known values that no node makes: inputs and stored numbers.
 * @throws unsupported-format for a value that is made twice or never, and for nodes that wait for each other.
 */
export function inOrder<Node extends Ordered>(
  nodes: readonly Node[],
  known: ReadonlySet<string>,
): readonly Node[] {
  const made = new Set(known);
  for (const name of nodes.flatMap((node) => node.outputs)) {
    if (name !== '' && made.has(name)) throw unreadable(`The value ${name} is computed twice`, name);
    made.add(name);
  }
  const seen = new Set(known).add('');
  for (const node of nodes) {
    if (!node.inputs.every((name) => seen.has(name))) return sorted(nodes, known);
    for (const name of node.outputs) seen.add(name);
  }
  return nodes;
}

/** Kahn's topological order (1962). */
function sorted<Node extends Ordered>(nodes: readonly Node[], known: ReadonlySet<string>): Node[] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const readers = new Map<Node, Node[]>(nodes.map((node) => [node, []]));
  const waitingFor = new Map<Node, number>();
  for (const node of nodes) {
    const sources = new Set<Node>();
    for (const name of node.inputs) {
      if (name === '' || known.has(name)) continue;
      const source = makers.get(name);
      if (!source) throw unreadable(`${node.name} reads ${name}, which nothing computes`, name);
      sources.add(source);
    }
    waitingFor.set(node, sources.size);
    for (const source of sources) readers.get(source)!.push(node);
  }
  const ready = nodes.filter((node) => waitingFor.get(node) === 0);
  for (const node of ready) {
    for (const reader of readers.get(node)!) {
      const left = waitingFor.get(reader)! - 1;
      waitingFor.set(reader, left);
      if (left === 0) ready.push(reader);
    }
  }
  if (ready.length === nodes.length) return ready;
  const stuck = nodes.find((node) => waitingFor.get(node)! > 0)!;
  throw unreadable(`${stuck.name} depends on its own result`, stuck.name);
}
