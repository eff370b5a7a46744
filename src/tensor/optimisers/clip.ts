import type { UpdateTransform } from './optimiser.ts';

/** Shrinks all gradients together when their common Euclidean norm is above `limit` (Pascanu et al., 2013). */
export function clipByGlobalNorm(limit: number): UpdateTransform {
  return (updates) => {
    let squares = 0;
    for (const { update } of updates)
      for (let i = 0; i < update.length; i++) squares += update[i] * update[i];
    const factor = limit / Math.sqrt(squares);
    if (!(factor < 1)) return;
    for (const { update } of updates) for (let i = 0; i < update.length; i++) update[i] *= factor;
  };
}
