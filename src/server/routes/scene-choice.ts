import { z } from 'zod';
import { SCENES } from '../../core/contracts/event.ts';
import type { Guide } from '../../core/contracts/guide.ts';

/** The scenes that a request may name: those of this shop, its own among them, so that others are refused by name. */
export function sceneChoice(guide: Guide | undefined) {
  const names = guide?.scenes.map(({ name }) => name) ?? [...SCENES];
  return z.enum(names).nullable().optional();
}
