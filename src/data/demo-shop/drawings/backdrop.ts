/** What stands behind an item: a calm studio whose mood follows the brand's tier. */
import { hashText } from '../../../core/random.ts';
import { brightness, channels, mixHex } from '../palette.ts';
import type { Visible } from './draw-item.ts';
import { line, oval, path, type Look } from './kit.ts';

/** Muted studio papers. The one farthest from the item's colour of two drawn is used. */
const PAPERS = ['#eadfd0', '#dbe4da', '#d9e3ec', '#f1dcd6', '#e3dced', '#e9e4da', '#f3e6c8', '#d6e6e4'];

/** Fuller papers, for white things. */
const PAPERS_FOR_WHITE = [
  '#b4cad8',
  '#d2b7ab',
  '#adc5b4',
  '#c4b6d6',
  '#d8bf9c',
  '#a9c6c6',
  '#dfb9b9',
  '#bcd0cc',
];

export function backdrop(visible: Visible, look: Look): string {
  const hash = hashText(`${visible.brand}/${visible.kind}/${visible.model}`);
  const isPale = brightness(look.base) > 0.84;
  const papers = isPale ? PAPERS_FOR_WHITE : PAPERS;
  const paper = farthest(
    look.base,
    [hash, hash >>> 4, hash >>> 8].map((bits) => papers[bits % 8]),
  );
  if (visible.tier === 'luxury') return luxurious(look, paper);
  const wall = isPale ? paper : mixHex(paper, '#ffffff', 0.28);
  const floor = mixHex(paper, '#6c5a5c', isPale ? 0.16 : 0.1);
  return (
    path('M0 0H480V480H0z', wall) +
    path('M0 356H480V480H0z', floor) +
    shapes(visible, mixHex(paper, '#ffffff', isPale ? 0.24 : 0.62))
  );
}

function shapes({ tier }: Visible, pale: string): string {
  if (tier === 'premium') return path('M64 356V226A176 176 0 0 1 416 226V356z', pale, 'opacity=".8"');
  if (tier === 'mid') return path(oval(240, 212, 176), pale, 'opacity=".8"');
  return (
    path(oval(240, 216, 168), pale, 'opacity=".55"') +
    path(oval(404, 88, 20), pale) +
    path(oval(70, 128, 12), pale) +
    path(oval(428, 138, 8), pale)
  );
}

/** Ink or champagne, whichever lets the item stand out, with an arch and a thin gold line. */
function luxurious(look: Look, paper: string): string {
  const dark = brightness(look.base) > 0.5;
  const wall = dark ? mixHex('#2b2530', paper, 0.1) : mixHex('#efe4d0', paper, 0.3);
  const floor = dark ? mixHex(wall, '#000000', 0.22) : mixHex(wall, '#8a7350', 0.16);
  const arch = dark ? mixHex(wall, '#ffffff', 0.09) : mixHex(wall, '#ffffff', 0.55);
  return (
    path('M0 0H480V480H0z', wall) +
    path('M0 356H480V480H0z', floor) +
    path('M74 356V216A166 166 0 0 1 406 216V356z', arch) +
    line('M58 356V216A182 182 0 0 1 422 216V356', '#c9a24a', 3, 'opacity=".8"')
  );
}

function farthest(base: string, candidates: readonly string[]): string {
  const [red, green, blue] = channels(base);
  const distance = (hex: string): number => {
    const [r, g, b] = channels(hex);
    return Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue);
  };
  return candidates.reduce((best, hex) => (distance(hex) > distance(best) ? hex : best));
}
