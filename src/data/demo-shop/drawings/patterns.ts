/** The pattern an item is printed with, as an SVG `<pattern>` whose ground is the item's colour. */
import type { PatternName } from '../traits.ts';
import { around, oval, path, repeat } from './kit.ts';

export interface PatternColours {
  readonly base: string;
  readonly accent: string;
  readonly dark: string;
}

/** `<pattern id="pattern">`, to be filled with `url(#pattern)`; empty for a plain item. */
export function patternTile(pattern: PatternName, colours: PatternColours, scale: number): string {
  if (pattern === 'solid') return '';
  const [size, turn, inner] = TILES[pattern](colours);
  return (
    `<pattern id="pattern" width="${size}" height="${size}" patternUnits="userSpaceOnUse" ` +
    `patternTransform="translate(240 240) rotate(${turn}) scale(${scale})">` +
    `<rect width="${size}" height="${size}" fill="${colours.base}"/>${inner}</pattern>`
  );
}

type Tile = (colours: PatternColours) => [size: number, turn: number, inner: string];

const TILES: Readonly<Record<Exclude<PatternName, 'solid'>, Tile>> = {
  striped: ({ accent }) => [44, 0, `<rect y="13" width="44" height="17" fill="${accent}"/>`],
  dotted: ({ accent }) => [
    48,
    0,
    [
      [12, 12],
      [36, 36],
    ]
      .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="8.5" fill="${accent}"/>`)
      .join(''),
  ],
  checked: ({ accent }) => [
    52,
    0,
    `<rect width="26" height="52" fill="${accent}" opacity=".48"/><rect width="52" height="26" fill="${accent}" opacity=".48"/>`,
  ],
  floral: ({ accent, dark }) => [84, 0, flower(22, 22, 14, accent, dark) + flower(64, 62, 11, accent, dark)],
  geometric: ({ accent, dark }) => [
    60,
    0,
    path('M0 60L30 8L60 60z', accent, 'opacity=".9"') + path('M16 60L30 35L44 60z', dark, 'opacity=".55"'),
  ],
  wave: ({ base, accent }) => [
    56,
    0,
    scales(0, 28, base, accent) + scales(-28, 56, base, accent) + scales(28, 56, base, accent),
  ],
};

function flower(cx: number, cy: number, radius: number, petals: string, leaves: string): string {
  const leaf = (turn: number): string => {
    const [x, y] = around(cx, cy, radius * 1.25, turn);
    return path(
      oval(x, y, radius * 0.42, radius * 0.26),
      leaves,
      `opacity=".75" transform="rotate(${turn * 360} ${x} ${y})"`,
    );
  };
  return (
    leaf(0.12) +
    leaf(0.42) +
    repeat(5, (i) => {
      const [x, y] = around(cx, cy, radius * 0.62, i / 5 - 0.25);
      return path(oval(x, y, radius * 0.5), petals);
    }) +
    path(oval(cx, cy, radius * 0.36), '#eeb63f')
  );
}

/** Nested arcs of a seigaiha, the scale of one wave. */
function scales(x: number, y: number, base: string, accent: string): string {
  return [28, 20, 12, 5]
    .map(
      (radius, i) =>
        `<circle cx="${x + 28}" cy="${y}" r="${radius - 1}" fill="${i % 2 === 0 ? accent : base}" stroke="${base}" stroke-width="2"/>`,
    )
    .join('');
}
