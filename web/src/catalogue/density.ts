import type { ScenePresentation } from '../../../src/core/contracts/scene.ts';

/** How much a grid puts into one glance. */
export type Density = ScenePresentation['density'];

/** The grid's columns and gaps. */
export const GRID: Record<Density, string> = {
  dense: 'grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-4 gap-y-6',
  normal: 'grid grid-cols-2 gap-x-4 gap-y-8 sm:grid-cols-3 sm:gap-x-6 xl:grid-cols-4',
  airy: 'grid grid-cols-2 gap-x-4 gap-y-10 sm:gap-x-8 md:grid-cols-3',
};
