import { maml } from './train-scene-maml.ts';
import type { MetaMethod } from './train-scene-meta.ts';
import { metaRegularised } from './train-scene-meta-regularised.ts';
import { pooled } from './train-scene-pooled.ts';
import { reptile } from './train-scene-reptile.ts';

/** Every way to prepare for a new scene, the one without any preparation for it first. */
export const META_METHODS: readonly MetaMethod[] = [pooled, maml, reptile, metaRegularised];
