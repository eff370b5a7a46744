import type { Candidates } from './scorer.ts';

/** The features of these names, candidates × names row after row; NaN where the candidates lack one. */
export function rowsBy(
  names: readonly string[],
  { features, rows, items }: Pick<Candidates, 'features' | 'rows' | 'items'>,
): Float32Array {
  const width = features.length;
  const places = names.map((name) => features.findIndex((feature) => feature.name === name));
  const picked = new Float32Array(items.length * names.length).fill(Number.NaN);
  for (let row = 0; row < items.length; row++) {
    for (const [f, place] of places.entries()) {
      if (place >= 0) picked[row * names.length + f] = rows[row * width + place];
    }
  }
  return picked;
}
