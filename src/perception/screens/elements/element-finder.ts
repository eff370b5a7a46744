import { readFileSync } from 'node:fs';
import {
  ELEMENT_KINDS,
  type ElementKind,
  type ScreenElement,
  type ScreenPixels,
  type TextLine,
} from '../../../core/contracts/screen.ts';
import { DaogouError } from '../../../core/errors.ts';
import { decodeArrays, encodeArrays } from '../../../core/safetensors.ts';
import { findCandidates, type Candidate } from './candidates.ts';
import { CLASSES, chooseElements, WAYS, type Thresholds, type Way } from './choose-elements.ts';
import { describeCandidates, DESCRIPTION_SIZE } from './describe-candidates.ts';
import { judgeCandidates, WORDED_CLASSES, WORDED_SIZE } from './describe-worded.ts';
import type { Shapes } from './find-shapes.ts';
import { shapesOf } from './shapes-of.ts';
import { GLYPH_SIZE, PICTOGRAMS, readPictograms } from './pictograms.ts';
import { checkNetwork, type SmallNetwork } from './small-network.ts';

/** What an answer is made from: pixels alone, or what was read on them as well. */
export type ElementStage = 'pixels' | 'text';

export interface ElementJudge {
  readonly network: SmallNetwork;
  /** Judges the candidates that name their action. */
  readonly words: SmallNetwork;
  readonly thresholds: Thresholds;
}

/** All that is learned about elements. */
export interface ElementWeights {
  readonly pictograms: SmallNetwork;
  readonly pixels: ElementJudge;
  readonly text: ElementJudge;
}

/** Candidates of a screen and the numbers that describe them, `(candidates, DESCRIPTION_SIZE)`. */
export interface DescribedScreen {
  readonly candidates: readonly Candidate[];
  readonly described: Float32Array;
}

const SHIPPED = new URL('screen-elements.safetensors', import.meta.url);
const NETWORK_PARTS = ['mean', 'scale', 'inner', 'innerBias', 'outer', 'outerBias'] as const;

/** Finds what can be done on a screen. Boxes are in pixels of the picture it is given. */
export class ElementFinder {
  readonly #weights: ElementWeights;

  /** Throws `model-mismatch` where the weights are of another version. */
  constructor(weights: ElementWeights) {
    checkNetwork(weights.pictograms, GLYPH_SIZE, PICTOGRAMS.length);
    for (const { network, words } of [weights.pixels, weights.text]) {
      checkNetwork(network, DESCRIPTION_SIZE, CLASSES);
      checkNetwork(words, WORDED_SIZE, WORDED_CLASSES);
    }
    this.#weights = weights;
  }

  /** With the weights that ship. Throws `model-mismatch` where they are of another version. */
  static shipped(): ElementFinder {
    return new ElementFinder(decodeElementWeights(readFileSync(SHIPPED)));
  }

  /** From shapes, colours and places alone; texts are empty. Best first, at most 200. */
  fromPixels(pixels: ScreenPixels): ScreenElement[] {
    return this.#find(pixels, [], this.#weights.pixels);
  }

  /** From what is written as well; `lines` are in pixels of the same picture. Best first, at most 200. */
  fromText(pixels: ScreenPixels, lines: readonly TextLine[]): ScreenElement[] {
    return this.#find(pixels, lines, this.#weights.text);
  }

  #find(
    pixels: ScreenPixels,
    lines: readonly TextLine[],
    { network, words, thresholds }: ElementJudge,
  ): ScreenElement[] {
    const { candidates, described } = describeScreen(
      pixels,
      shapesOf(pixels),
      lines,
      this.#weights.pictograms,
    );
    const probabilities = judgeCandidates(candidates, described, network, words);
    return chooseElements(candidates, probabilities, lines, thresholds);
  }
}

/** Everything that might be an element, described as the networks take it. */
export function describeScreen(
  pixels: ScreenPixels,
  shapes: Shapes,
  lines: readonly TextLine[],
  pictogramNetwork: SmallNetwork,
): DescribedScreen {
  const candidates = findCandidates(shapes, lines, pixels.width, pixels.height);
  const pictograms = readPictograms(pixels, shapes.marks, pictogramNetwork);
  return { candidates, described: describeCandidates(candidates, { pixels, shapes, lines, pictograms }) };
}

/** The weights as the bytes of one safetensors file. */
export function encodeElementWeights({ pictograms, pixels, text }: ElementWeights): Uint8Array {
  const arrays: Record<string, Float32Array> = {};
  for (const [name, network] of Object.entries({
    pictograms,
    pixels: pixels.network,
    'pixels.words': pixels.words,
    text: text.network,
    'text.words': text.words,
  })) {
    for (const part of NETWORK_PARTS) arrays[`${name}.${part}`] = network[part];
  }
  for (const [name, { thresholds }] of Object.entries({ pixels, text })) {
    arrays[`${name}.thresholds`] = Float32Array.from(
      ELEMENT_KINDS.flatMap((kind) => WAYS.map((way) => thresholds[kind][way])),
    );
  }
  return encodeArrays(arrays);
}

/** Throws `model-mismatch` where an array is missing or holds other numbers. */
export function decodeElementWeights(bytes: Uint8Array): ElementWeights {
  const arrays = decodeArrays(bytes);
  const floats = (name: string): Float32Array => {
    const array = arrays[name];
    if (array instanceof Float32Array) return array;
    throw new DaogouError('model-mismatch', `The weights of screen elements have no ${name}`, {
      received: Object.keys(arrays),
      remedy: 'Train them again with this version.',
    });
  };
  const network = (name: string): SmallNetwork =>
    Object.fromEntries(
      NETWORK_PARTS.map((part) => [part, floats(`${name}.${part}`)]),
    ) as unknown as SmallNetwork;
  const judge = (name: ElementStage): ElementJudge => {
    const values = floats(`${name}.thresholds`);
    return {
      network: network(name),
      words: network(`${name}.words`),
      thresholds: Object.fromEntries(
        ELEMENT_KINDS.map((kind, k) => [
          kind,
          Object.fromEntries(WAYS.map((way, w) => [way, values[k * WAYS.length + w]])),
        ]),
      ) as Record<ElementKind, Record<Way, number>>,
    };
  };
  return { pictograms: network('pictograms'), pixels: judge('pixels'), text: judge('text') };
}
