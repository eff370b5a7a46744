import { DaogouError } from '../../core/errors.ts';
import { checkPositive } from '../check-setting.ts';
import type { ParameterUpdate, UpdateTransform } from './optimiser.ts';

/**
 * Shrinks all gradients together when their common Euclidean norm is above `limit` (Pascanu et al., 2013).
 * @throws invalid-input at a step whose gradients are not finite, before any parameter has changed.
 */
export function clipByGlobalNorm(limit: number): UpdateTransform {
  checkPositive('The largest norm of gradients', limit, 1);
  return {
    apply(updates) {
      let squares = 0;
      for (const { update } of updates)
        for (let i = 0; i < update.length; i++) squares += update[i] * update[i];
      if (!Number.isFinite(squares)) throw notFinite(updates);
      const factor = limit / Math.sqrt(squares);
      if (!(factor < 1)) return;
      for (const { update } of updates) for (let i = 0; i < update.length; i++) update[i] *= factor;
    },
  };
}

function notFinite(updates: readonly ParameterUpdate[]): DaogouError {
  const names = updates.flatMap(({ name, update }) => (update.every(Number.isFinite) ? [] : [name]));
  return new DaogouError('invalid-input', `The gradients of ${names.join(', ')} are not finite`, {
    received: names,
    remedy: 'Look for roots, logarithms and divisions close to 0: add a small number below them.',
  });
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
