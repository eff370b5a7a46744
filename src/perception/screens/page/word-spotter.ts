import { readFileSync } from 'node:fs';
import type { Box, ScreenPixels, TextLine } from '../../../core/contracts/screen.ts';
import { DaogouError } from '../../../core/errors.ts';
import { decodeArrays, encodeArrays } from '../../../core/safetensors.ts';
import type { Mark } from '../elements/find-shapes.ts';
import { checkNetwork, type SmallNetwork } from '../elements/small-network.ts';
import { drawnLines } from './drawn-lines.ts';
import { judgeGlyphs } from './judge-glyphs.ts';
import { LINE_GLYPH_SIZE, putLineGlyph } from './line-glyph.ts';
import { CONCEPTS } from './page-words.ts';

/** The words of CONCEPTS, without spaces; stored models hold their order. */
export const PHRASES: readonly string[] = [
  ...new Set(CONCEPTS.flatMap(({ words }) => words.map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, '')))),
];
/** Any other line, then PHRASES, then prices. */
export const SPOTTED_CLASSES = PHRASES.length + 2;

const SHIPPED = new URL('./page-words.safetensors', import.meta.url);
/** Less sure than that, a line is one like any other. */
const SURE = 0.35;
const OTHER = 'zqx';
const PRICE = '$12.00';

/**
 * Knows some nine hundred words and prices by their shape, as a passer-by knows a shop's sign: a small network sees
 * whole lines at 16 × 80. It reads nothing else, and is wrong often; what it sees is evidence, not text.
 */
export class WordSpotter {
  readonly #network: SmallNetwork;

  /** Throws `model-mismatch` where the network knows other phrases. */
  constructor(network: SmallNetwork) {
    this.#network = checkNetwork(network, LINE_GLYPH_SIZE, SPOTTED_CLASSES);
  }

  /** The one that ships. */
  static shipped(): WordSpotter {
    return new WordSpotter(decodeSpotter(readFileSync(SHIPPED)));
  }

  /** The short lines of a screen, those of no known word with text that means nothing. `pictures` are not looked into. */
  spot(pixels: ScreenPixels, marks: readonly Mark[], pictures: readonly Box[]): TextLine[] {
    const boxes = drawnLines(marks, pictures, pixels.width);
    const glyphs = new Float32Array(boxes.length * LINE_GLYPH_SIZE);
    for (const [i, box] of boxes.entries()) {
      putLineGlyph(pixels, box, glyphs.subarray(i * LINE_GLYPH_SIZE, (i + 1) * LINE_GLYPH_SIZE));
    }
    const probabilities = judgeGlyphs(this.#network, glyphs);
    return boxes.map((box, i) => {
      const own = probabilities.subarray(i * SPOTTED_CLASSES, (i + 1) * SPOTTED_CLASSES);
      const best = own.indexOf(Math.max(...own));
      const text = own[best] < SURE || best === 0 ? OTHER : (PHRASES[best - 1] ?? PRICE);
      return { text, box, confidence: own[best] };
    });
  }
}

/** The network as the bytes of a safetensors file; weights in 8 bits, by column. */
export function encodeSpotter(network: SmallNetwork): Uint8Array {
  const { inner, innerBias, mean, outer, outerBias, scale } = network;
  const [innerBytes, innerScale] = inBytes(inner, innerBias.length);
  const [outerBytes, outerScale] = inBytes(outer, outerBias.length);
  return encodeArrays({
    mean,
    scale,
    inner: innerBytes,
    innerScale,
    innerBias,
    outer: outerBytes,
    outerScale,
    outerBias,
  });
}

/** Throws `model-mismatch` where an array is missing or of another kind. */
export function decodeSpotter(bytes: Uint8Array): SmallNetwork {
  const arrays = decodeArrays(bytes);
  const floats = (name: string): Float32Array => {
    const array = arrays[name];
    if (array instanceof Float32Array) return array;
    throw mismatch(name);
  };
  const weights = (name: string): Float32Array => {
    const array = arrays[name];
    const scale = floats(`${name}Scale`);
    if (!(array instanceof Int8Array)) throw mismatch(name);
    return Float32Array.from(array, (value, i) => value * scale[i % scale.length]);
  };
  return {
    mean: floats('mean'),
    scale: floats('scale'),
    inner: weights('inner'),
    innerBias: floats('innerBias'),
    outer: weights('outer'),
    outerBias: floats('outerBias'),
  };
}

function inBytes(weights: Float32Array, columns: number): [Int8Array, Float32Array] {
  const scale = new Float32Array(columns).fill(1e-9);
  for (const [i, weight] of weights.entries()) {
    scale[i % columns] = Math.max(scale[i % columns], Math.abs(weight) / 127);
  }
  return [Int8Array.from(weights, (weight, i) => Math.round(weight / scale[i % columns])), scale];
}

function mismatch(name: string): DaogouError {
  return new DaogouError('model-mismatch', `The words of pages have no ${name}`, {
    received: name,
    remedy: 'Make them anew: see the model card beside them.',
  });
}
