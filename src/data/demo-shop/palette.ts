import type { Words } from './words.ts';

interface Colour {
  readonly words: Words;
  /** sRGB, `#rrggbb`, of the vivid tone. */
  readonly hex: string;
}

/** The colours an item is sold in. Its `colour` attribute is one of these keys. */
export const COLOURS = {
  red: { words: ['red', '红色'], hex: '#d23b46' },
  orange: { words: ['orange', '橙色'], hex: '#ef8733' },
  yellow: { words: ['yellow', '黄色'], hex: '#f2c53d' },
  green: { words: ['green', '绿色'], hex: '#4f9a58' },
  teal: { words: ['teal', '青色'], hex: '#2b9890' },
  blue: { words: ['blue', '蓝色'], hex: '#3d74c9' },
  navy: { words: ['navy', '藏青色'], hex: '#263c6b' },
  purple: { words: ['purple', '紫色'], hex: '#8257b4' },
  pink: { words: ['pink', '粉色'], hex: '#f09ab6' },
  brown: { words: ['brown', '棕色'], hex: '#8a5a3b' },
  beige: { words: ['beige', '米色'], hex: '#dfc8a2' },
  white: { words: ['white', '白色'], hex: '#f6f3ec' },
  grey: { words: ['grey', '灰色'], hex: '#989da4' },
  black: { words: ['black', '黑色'], hex: '#2d2c31' },
  gold: { words: ['gold', '金色'], hex: '#d3a544' },
  silver: { words: ['silver', '银色'], hex: '#c4c9d1' },
} as const satisfies Record<string, Colour>;

export type ColourName = keyof typeof COLOURS;
export const COLOUR_NAMES = Object.keys(COLOURS) as ColourName[];

/**
 * How light an item's colour is. Only the picture tells: no text or attribute names it, so a shopper's liking for
 * it can be learnt from pixels alone.
 */
export const TONES = ['pastel', 'vivid', 'deep'] as const;
export type Tone = (typeof TONES)[number];

/** Darkened with black these would turn olive, so they are darkened with rust. */
const WARM: ReadonlySet<ColourName> = new Set(['yellow', 'orange', 'gold', 'beige']);

/** The sRGB hex of a colour in a tone. */
export function tonedHex(colour: ColourName, tone: Tone): string {
  const { hex } = COLOURS[colour];
  if (tone === 'pastel') return mixHex(hex, '#ffffff', 0.26);
  if (tone === 'deep') return mixHex(hex, WARM.has(colour) ? '#7a2c08' : '#14101c', 0.24);
  return hex;
}

/** Mixes two `#rrggbb` colours in sRGB; `share` in [0, 1] is how much of the second comes in. */
export function mixHex(first: string, second: string, share: number): string {
  const [a, b] = [channels(first), channels(second)];
  const mixed = a.map((value, i) => Math.round(value + (b[i] - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative brightness in [0, 1], by Rec. 709 weights on gamma-encoded channels. */
export function brightness(hex: string): number {
  const [red, green, blue] = channels(hex);
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

export function channels(hex: string): [red: number, green: number, blue: number] {
  const bits = Number.parseInt(hex.slice(1), 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}
