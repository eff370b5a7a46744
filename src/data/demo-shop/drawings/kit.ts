/** The brushes every drawing uses. Coordinates are those of a 480 x 480 canvas; the floor lies at y = 402. */
import type { Tier } from '../traits.ts';

export interface Look {
  /** SVG paint of the main surface: a colour, or a reference to the item's pattern. */
  readonly fill: string;
  readonly base: string;
  readonly light: string;
  readonly lighter: string;
  readonly dark: string;
  readonly darker: string;
  /** A second colour that stands out against the base. */
  readonly accent: string;
  readonly metal: string;
  readonly metalLight: string;
  readonly metalDark: string;
  readonly tier: Tier;
  /** Which of the kind's designs, from 0; drawings vary their shape with it. */
  readonly model: number;
  /** The brand's mark, drawn around (0, 0) in a circle of radius 10. */
  readonly mark: (fill: string) => string;
}

/** SVG of the thing itself, with its shadow; the backdrop is drawn by others. */
export type Drawing = (look: Look) => string;

export const path = (d: string, fill: string, extra = ''): string =>
  `<path d="${d}" fill="${fill}" ${extra}/>`;

export const line = (d: string, colour: string, width: number, extra = ''): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${extra}/>`;

/** A rounded rectangle as path data. */
export function box(x: number, y: number, width: number, height: number, radius = 0): string {
  const r = Math.min(radius, width / 2, height / 2);
  return (
    `M${x + r} ${y}h${width - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${height - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}` +
    `h${-(width - 2 * r)}a${r} ${r} 0 0 1 ${-r} ${-r}v${-(height - 2 * r)}a${r} ${r} 0 0 1 ${r} ${-r}z`
  );
}

/** An ellipse as path data. */
export const oval = (cx: number, cy: number, rx: number, ry = rx): string =>
  `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;

/** Surfaces with light from the upper left, by the shape they have. */
export const cylinder = (d: string, fill: string): string => path(d, fill) + path(d, 'url(#cylinder)');
export const ball = (d: string, fill: string): string => path(d, fill) + path(d, 'url(#ball)');
export const cloth = (d: string, fill: string): string => path(d, fill) + path(d, 'url(#cloth)');
export const slab = (d: string, fill: string): string => path(d, fill) + path(d, 'url(#slab)');

export const shadow = (cx = 240, cy = 402, rx = 130, ry = 18): string =>
  path(oval(cx, cy, rx, ry), 'url(#shadow)');

export const gloss = (d: string, opacity = 0.4): string => path(d, '#fff', `opacity="${opacity}"`);

export const turned = (degrees: number, cx: number, cy: number, inner: string): string =>
  `<g transform="rotate(${degrees} ${cx} ${cy})">${inner}</g>`;

export const moved = (x: number, y: number, scale: number, inner: string): string =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${inner}</g>`;

/** The brand's mark at a place and size. */
export const marked = (look: Look, x: number, y: number, size: number, fill: string): string =>
  moved(x, y, size / 10, look.mark(fill));

/** A paper label with the mark and two lines that stand for small print. */
export function label(
  look: Look,
  x: number,
  y: number,
  width: number,
  height: number,
  paper = '#fffaf0',
): string {
  const cx = x + width / 2;
  const ink = look.darker;
  return (
    path(box(x, y, width, height, 6), paper) +
    path(box(x, y, width, height, 6), 'url(#slab)', 'opacity=".35"') +
    marked(
      look,
      cx,
      y + height * 0.38,
      Math.min(width, height) * 0.22,
      look.tier === 'luxury' ? look.metalDark : look.dark,
    ) +
    path(box(cx - width * 0.3, y + height * 0.68, width * 0.6, 4, 2), ink, 'opacity=".75"') +
    path(box(cx - width * 0.18, y + height * 0.8, width * 0.36, 3, 1.5), ink, 'opacity=".45"')
  );
}

/** `count` copies along a line or circle: `draw` gets the position from 0. */
export const repeat = (count: number, draw: (position: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join('');

/** Points on a circle, by turns from 0 (right) to 1, clockwise. */
export const around = (
  cx: number,
  cy: number,
  radius: number,
  turn: number,
  ry = radius,
): [number, number] => [
  round(cx + radius * Math.cos(2 * Math.PI * turn)),
  round(cy + ry * Math.sin(2 * Math.PI * turn)),
];

export const round = (value: number): number => Math.round(value * 10) / 10;
