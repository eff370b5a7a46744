/** A connected part of a map: its bounding box and its size, in cells. */
export interface Block {
  readonly left: number;
  readonly top: number;
  /** Exclusive. */
  readonly right: number;
  readonly bottom: number;
  /** Cells that belong to it. */
  readonly cells: number;
  /** The value that its cells share. */
  readonly value: number;
}

/**
 * The connected parts of a map `(rows, columns)` whose cells share one value above 0, from the top. Cells of one value
 * in a row belong together across gaps of up to `gap` cells; rows belong together where such runs overlap.
 */
export function connectedBlocks(
  values: Uint16Array | Uint8Array,
  columns: number,
  rows: number,
  gap: number,
): Block[] {
  const found: MutableBlock[] = [];
  const parents: number[] = [];
  const rootOf = (block: number): number => {
    let root = block;
    while (parents[root] !== root) root = parents[root] = parents[parents[root]];
    return root;
  };
  let above: Run[] = [];
  for (let row = 0; row < rows; row++) {
    const runs = runsOf(values, row * columns, columns, gap);
    let from = 0;
    for (const run of runs) {
      while (from < above.length && above[from].right <= run.left) from++;
      for (let other = from; other < above.length && above[other].left < run.right; other++) {
        if (above[other].value !== run.value) continue;
        const root = rootOf(above[other].block);
        if (run.block < 0) run.block = root;
        else parents[root] = rootOf(run.block);
      }
      if (run.block < 0) {
        run.block = found.length;
        parents.push(run.block);
        found.push({ left: run.left, top: row, right: run.right, bottom: row, cells: 0, value: run.value });
      }
      grow(found[run.block], run, row);
    }
    above = runs;
  }
  return joined(found, rootOf);
}

interface Run {
  readonly left: number;
  right: number;
  cells: number;
  readonly value: number;
  block: number;
}

type MutableBlock = { -readonly [Field in keyof Block]: Block[Field] };

function runsOf(values: Uint16Array | Uint8Array, start: number, columns: number, gap: number): Run[] {
  const runs: Run[] = [];
  let last: Run | undefined;
  for (let column = 0; column < columns; column++) {
    const value = values[start + column];
    if (value === 0) continue;
    if (last && last.value === value && column - last.right <= gap) {
      last.right = column + 1;
      last.cells++;
    } else {
      last = { left: column, right: column + 1, cells: 1, value, block: -1 };
      runs.push(last);
    }
  }
  return runs;
}

function grow(block: MutableBlock, run: Run, row: number): void {
  block.left = Math.min(block.left, run.left);
  block.right = Math.max(block.right, run.right);
  block.bottom = row + 1;
  block.cells += run.cells;
}

function joined(found: readonly MutableBlock[], rootOf: (block: number) => number): Block[] {
  for (const [i, block] of found.entries()) {
    const root = rootOf(i);
    if (root === i) continue;
    const into = found[root];
    into.left = Math.min(into.left, block.left);
    into.top = Math.min(into.top, block.top);
    into.right = Math.max(into.right, block.right);
    into.bottom = Math.max(into.bottom, block.bottom);
    into.cells += block.cells;
  }
  return found.filter((_, i) => rootOf(i) === i);
}
