import type { ActionSamples } from './action-model.ts';

/** Numbers of the features, among `allowed`, that are not the same in every row; the first one where none varies. */
export function varyingColumns(
  { rows, space: { width } }: ActionSamples,
  allowed = Int32Array.from({ length: width }, (_, column) => column),
): Int32Array {
  const varies = new Uint8Array(width);
  for (let from = width; from < rows.length; from += width)
    for (let column = 0; column < width; column++)
      if (rows[from + column] !== rows[column]) varies[column] = 1;
  const columns = allowed.filter((column) => varies[column] === 1);
  return columns.length > 0 ? columns : Int32Array.of(0);
}

/** These columns alone of rows of `width` numbers. */
export function pickColumns(rows: Float32Array, width: number, columns: Int32Array): Float32Array {
  const count = rows.length / width;
  const picked = new Float32Array(count * columns.length);
  for (let row = 0; row < count; row++)
    for (let place = 0; place < columns.length; place++)
      picked[row * columns.length + place] = rows[row * width + columns[place]];
  return picked;
}
