import type { Random } from '../../core/random.ts';
import type { ModalityVectors } from '../../models/content-vectors.ts';
import { normalisePixels } from '../../perception/encoders/image/pixels.ts';
import { PICTURE_SIDE, smallCnn } from '../../perception/encoders/image/small-cnn.ts';
import { adapterNetwork } from '../../perception/encoders/image/vector-adapter.ts';
import type { Graph, Tensor } from '../../tensor/graph.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';
import type { Shape } from '../../tensor/shapes.ts';

/** The picture's side of learning a catalogue's content: what is fed, and the network over it. */
export interface PictureSide {
  /** Of one item's numbers. */
  readonly shape: Shape;
  /** @returns [rows, width], not normalised */
  build(graph: Graph, parameters: ParameterStore, pictures: Tensor): Tensor;
  /** Writes an item's numbers; zeros and false where it has no picture. */
  write(item: number, random: Random, target: Float32Array): boolean;
}

/** Pixels, with the small network that is trained from nothing. */
export function seenPixels(pictures: readonly (Uint8Array | undefined)[], width: number): PictureSide {
  return {
    shape: [3, PICTURE_SIDE, PICTURE_SIDE],
    build: (graph, parameters, pixels) => smallCnn(graph, parameters, pixels, width),
    write(item, random, target) {
      const picture = pictures[item];
      if (picture) normalisePixels(random.next() < 0.5 ? mirrored(picture) : picture, target);
      else target.fill(0);
      return picture !== undefined;
    },
  };
}

/** What an encoder saw, with a small network that adapts it. */
export function seenVectors({ vectors, width: from, present }: ModalityVectors, width: number): PictureSide {
  return {
    shape: [from],
    build: (graph, parameters, seen) => adapterNetwork(graph, parameters, seen, width),
    write(item, _random, target) {
      target.set(vectors.subarray(item * from, (item + 1) * from));
      return present[item] === 1;
    },
  };
}

/** The picture seen in a mirror: a shoe is a shoe either way. */
function mirrored(picture: Uint8Array): Uint8Array {
  const result = new Uint8Array(picture.length);
  for (let start = 0; start < picture.length; start += PICTURE_SIDE) {
    for (let x = 0; x < PICTURE_SIDE; x++) result[start + x] = picture[start + PICTURE_SIDE - 1 - x];
  }
  return result;
}
