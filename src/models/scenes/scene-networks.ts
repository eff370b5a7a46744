import { concatenationNetwork } from './networks/concatenation.ts';
import { filmNetwork } from './networks/film.ts';
import { gatesNetwork } from './networks/gates.ts';
import { mmoeNetwork } from './networks/mmoe.ts';
import { pleNetwork } from './networks/ple.ts';
import { sharedNetwork } from './networks/shared.ts';
import type { SceneNetwork } from './scene-network.ts';

/** Every way to let the scene count, the one without any scene first. */
export const SCENE_NETWORKS: readonly SceneNetwork[] = [
  sharedNetwork,
  concatenationNetwork,
  filmNetwork,
  gatesNetwork,
  mmoeNetwork,
  pleNetwork,
];
