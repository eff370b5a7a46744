import { DaogouError } from '../../../core/errors.ts';
import { hashText } from '../../../core/random.ts';
import type { ItemTraits } from '../item-traits.ts';
import { brightness, mixHex, tonedHex } from '../palette.ts';
import type { Tier } from '../traits.ts';
import { backdrop } from './backdrop.ts';
import { DRAWINGS } from './drawings.ts';
import type { Drawing, Look } from './kit.ts';
import { markOf } from './marks.ts';
import { patternTile } from './patterns.ts';

/** What a picture depends on; everything else about an item cannot be seen. */
export type Visible = Pick<ItemTraits, 'kind' | 'model' | 'brand' | 'tier' | 'colour' | 'tone' | 'pattern'>;

const METALS: Readonly<Record<Tier, readonly [metal: string, light: string, dark: string]>> = {
  value: ['#b9bcc4', '#e4e6ea', '#80848e'],
  mid: ['#c4c7ce', '#eceef1', '#868a94'],
  premium: ['#d9b98c', '#f3e2c4', '#a17f52'],
  luxury: ['#d8b04e', '#f7e3a2', '#96732a'],
};

/**
 * The picture of an item as an SVG document of 480 x 480.
 * @throws DaogouError `not-found` for a kind that has no drawing.
 */
export function drawItem(visible: Visible): string {
  const look = lookOf(visible);
  return framed(visible, look, backdrop(visible, look) + drawingOf(visible)(look));
}

/** The same without a backdrop, on a transparent ground; its shadow is half transparent. */
export function drawCutout(visible: Visible): string {
  const look = lookOf(visible);
  return framed(visible, look, drawingOf(visible)(look));
}

function drawingOf({ kind }: Visible): Drawing {
  const drawing = DRAWINGS[kind];
  if (drawing) return drawing;
  throw new DaogouError('not-found', `No drawing for the kind \`${kind}\`.`, {
    received: kind,
    remedy: 'Add one to src/data/demo-shop/drawings/drawings.ts under the key of the kind.',
  });
}

function framed(visible: Visible, look: Look, inner: string): string {
  // Brands print at sizes of their own.
  const scale = 0.95 + (hashText(`${visible.brand} ${visible.kind}`) % 5) * 0.09;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480" viewBox="0 0 480 480"><defs>' +
    LIGHTS +
    screen(look) +
    patternTile(visible.pattern, look, scale) +
    `</defs>${inner}</svg>`
  );
}

function lookOf({ colour, tone, pattern, tier, brand, model }: Visible): Look {
  const base = tonedHex(colour, tone);
  const bright = brightness(base);
  const [metal, metalLight, metalDark] = METALS[tier];
  return {
    base,
    fill: pattern === 'solid' ? base : 'url(#pattern)',
    light: mixHex(base, '#ffffff', bright < 0.25 ? 0.18 : 0.34),
    lighter: mixHex(base, '#fffdf6', bright < 0.25 ? 0.36 : 0.66),
    dark: mixHex(base, bright > 0.75 ? '#5c4a3c' : '#17121f', 0.26),
    darker: mixHex(base, bright > 0.75 ? '#4a3a30' : '#120e18', 0.52),
    accent: bright > 0.62 ? mixHex(base, '#3f3542', 0.5) : mixHex(base, '#fff7e6', 0.8),
    metal,
    metalLight,
    metalDark,
    tier,
    model,
    mark: markOf(brand),
  };
}

const stops = (...list: readonly (readonly [offset: number, colour: string, opacity: number])[]): string =>
  list
    .map(
      ([offset, colour, opacity]) =>
        `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
    )
    .join('');

/** Light and shade, laid over every surface by the shape it has. */
const LIGHTS =
  `<linearGradient id="cylinder">${stops([0, '#1a1020', 0.22], [0.16, '#fff', 0.08], [0.3, '#fff', 0.3], [0.48, '#fff', 0], [0.78, '#1a1020', 0.1], [1, '#1a1020', 0.32])}</linearGradient>` +
  `<radialGradient id="ball" cx=".34" cy=".26" r=".82">${stops([0, '#fff', 0.42], [0.32, '#fff', 0.08], [0.6, '#1a1020', 0.03], [1, '#1a1020', 0.34])}</radialGradient>` +
  `<linearGradient id="cloth" x2=".35" y2="1">${stops([0, '#fff', 0.2], [0.45, '#fff', 0], [1, '#1a1020', 0.2])}</linearGradient>` +
  `<linearGradient id="slab" x2="1" y2="1">${stops([0, '#fff', 0.24], [0.5, '#fff', 0], [1, '#1a1020', 0.22])}</linearGradient>` +
  `<radialGradient id="shadow">${stops([0, '#2a1c24', 0.34], [0.55, '#2a1c24', 0.2], [1, '#2a1c24', 0])}</radialGradient>` +
  `<radialGradient id="glow">${stops([0, '#fff3c2', 0.85], [0.5, '#ffe9a8', 0.3], [1, '#ffe9a8', 0])}</radialGradient>` +
  `<linearGradient id="warm" x2="0" y2="1">${stops([0, '#ffe9a8', 0], [1, '#ffe9a8', 0.4])}</linearGradient>`;

const screen = ({ base, light, lighter }: Look): string =>
  `<linearGradient id="screen" x2=".6" y2="1">${stops([0, lighter, 1], [0.5, light, 1], [1, base, 1])}</linearGradient>`;
