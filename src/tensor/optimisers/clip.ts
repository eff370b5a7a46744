import { checkPositive } from '../check-setting.ts';
import type { UpdateTransform } from './optimiser.ts';

/** Shrinks all gradients together when their common Euclidean norm is above `limit` (Pascanu et al., 2013). */
export function clipByGlobalNorm(limit: number): UpdateTransform {
  checkPositive('The largest norm of gradients', limit, 1);
  return {
    apply(updates) {
      let squares = 0;
      for (const { update } of updates)
        for (let i = 0; i < update.length; i++) squares += update[i] * update[i];
      const factor = limit / Math.sqrt(squares);
      if (!(factor < 1)) return;
      for (const { update } of updates) for (let i = 0; i < update.length; i++) update[i] *= factor;
    },
  };
}

/** Brings every number of a gradient into [-limit, limit]. */
export function clipByValue(limit: number): UpdateTransform {
  checkPositive('The largest gradient', limit, 1);
  return {
    apply(updates) {
      for (const { update } of updates) {
        for (let i = 0; i < update.length; i++) update[i] = Math.max(-limit, Math.min(limit, update[i]));
      }
    },
  };
}
