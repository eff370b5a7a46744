import type { Language } from '../../core/contracts/item.ts';
import type { Random } from '../../core/random.ts';
import type { Dress } from './dress.ts';
import { drawWordings, wordsFor } from './wordings.ts';

/** One look with its words: what all pages of one shop have in common. */
export type Theme = Omit<Dress, 'coupon' | 'form'>;

const FONTS = {
  en: [
    '"Liberation Sans"',
    '"DejaVu Sans"',
    '"Liberation Serif"',
    '"DejaVu Serif"',
    '"Liberation Sans Narrow"',
  ],
  zh: ['"Noto Sans CJK SC"', '"Noto Serif CJK SC"', '"Noto Sans CJK SC"'],
};
const HUES = 360;

/** Colours, corners, type, density, header, cards and words of a shop, drawn from `random`. */
export function drawTheme(language: Language, random: Random, hasGuide: boolean): Theme {
  const words = wordsFor(language);
  const chance = (share: number): boolean => random.next() < share;
  const some = (list: readonly string[], least: number, most: number): string[] =>
    random.shuffle(list).slice(0, least + random.integer(most - least + 1));
  return {
    language,
    css: drawCss(language, random, hasGuide && chance(0.25)),
    wordings: drawWordings(language, random.fork('wordings')),
    shopName: random.pick(words.names),
    bar: chance(0.65) ? some(words.bar, 4, 7) : [],
    notice: chance(0.35) ? random.pick(words.notices) : '',
    foot: chance(0.7) ? words.foot.slice(0, 2 + random.integer(3)) : [],
    cardButton: chance(0.6) ? random.pick(words.cardButtons) : '',
    buyNow: chance(0.4) ? random.pick(words.buyNow) : '',
    heart: chance(0.4) ? words.heart : '',
    searchButton: chance(0.4) ? random.pick(words.searchButtons) : '',
    stepper: chance(0.5) ? words.stepper : null,
  };
}

function drawCss(language: Language, random: Random, withGuide: boolean): string {
  const hue = random.integer(HUES);
  const radius = random.pick([0, 0, 3, 6, 12, 20]);
  const font = random.pick(FONTS[language]);
  return [
    colours(hue, random),
    `body, button, input, select { font-family: ${font}, "Noto Sans CJK SC", sans-serif !important; font-size: ${random.pick([13, 14, 15, 16])}px; }`,
    `.rounded-full, .other-buy, .other-apply, .other-send, input, select { border-radius: ${random.pick([radius, radius, 999])}px !important; }`,
    `.rounded-2xl, .rounded-3xl, .rounded-xl, article, .other-form { border-radius: ${radius}px !important; }`,
    header(random),
    cards(random),
    grid(random),
    OTHERS,
    `h1 { text-transform: ${random.pick(['none', 'none', 'uppercase'])}; text-align: ${random.pick(['left', 'left', 'center'])}; }`,
    `main button.bg-accent, main a.bg-accent { text-transform: ${random.pick(['none', 'uppercase'])}; letter-spacing: ${random.pick([0, 0, 0.06])}em; ${random.pick(['', '', 'width: 100%;'])} }`,
    // The row of occasions is the embedded shop's own; a guide as well.
    'header > div > div:last-child:has(fieldset) { display: none; }',
    withGuide ? '' : '#guide { display: none; } div:has(> main) { display: block !important; }',
    // Of what the header offers, other shops have a part; and none say that they are for show.
    random.next() < 0.7 ? 'header label:has(select) { display: none; }' : '',
    random.next() < 0.6 ? 'search form button:not([type=submit]) { display: none; }' : '',
    random.next() < 0.4 ? 'header button:not(search *) { display: none; }' : '',
    random.next() < 0.3 ? 'header a[href="/saved"] { display: none; }' : '',
    random.next() < 0.8 ? 'main .bg-tint:has(> svg), footer > div:last-child { display: none; }' : '',
  ].join('\n');
}

function colours(hue: number, random: Random): string {
  const chroma = random.pick([0.02, 0.08, 0.14, 0.2]);
  const lightness = random.pick([0.3, 0.45, 0.58, 0.72]);
  const paper = random.pick(['#ffffff', '#ffffff', '#fafafa', '#f4f1ec', '#f2f5f9']);
  const onAccent = lightness > 0.68 ? '#111111' : '#ffffff';
  return `:root {
  --color-canvas: light-dark(${paper}, #141416); --color-surface: light-dark(#ffffff, #1e1e22);
  --color-accent: light-dark(oklch(${lightness} ${chroma} ${hue}), oklch(0.78 ${chroma} ${hue}));
  --color-accent-deep: light-dark(oklch(${lightness - 0.08} ${chroma} ${hue}), oklch(0.84 ${chroma} ${hue}));
  --color-on-accent: light-dark(${onAccent}, #101010);
  --color-tint: light-dark(oklch(0.96 ${Math.min(chroma, 0.03)} ${hue}), oklch(0.27 0.02 ${hue}));
  --color-well: light-dark(oklch(0.95 0.01 ${hue}), oklch(0.25 0.01 ${hue}));
}`;
}

function header(random: Random): string {
  const filled = random.next() < 0.35;
  const ink = filled
    ? 'body header { background: var(--color-accent) !important; color: var(--color-on-accent); } body header a, body header button, body header select, .other-bar a { color: var(--color-on-accent) !important; }'
    : '';
  const layout = random.pick([
    '',
    'header form { border: 1px solid var(--color-line); background: var(--color-surface); }',
    'header > div > div:first-child { flex-direction: row-reverse; }',
    'header form { border-radius: 0 !important; border-bottom: 1px solid; background: transparent !important; }',
  ]);
  const bar = random.pick(['flex-start', 'center', 'space-between']);
  return `${ink} ${layout} header { position: ${random.pick(['static', 'sticky'])} !important; }
.other-bar { display: flex; gap: ${random.pick([16, 24, 36])}px; justify-content: ${bar}; padding: 8px 24px; overflow-x: auto; white-space: nowrap; }
.other-notice { background: ${random.pick(['#111', 'var(--color-accent-deep)', '#b3261e'])}; color: #fff; text-align: center; padding: 7px; font-size: 12px; }`;
}

const BUTTONS = [
  'background: var(--color-accent) !important; color: var(--color-on-accent) !important;',
  'background: transparent !important;',
  'background: var(--color-ink) !important; color: var(--color-canvas) !important;',
];

function cards(random: Random): string {
  const frame = random.pick([
    '',
    'border: 1px solid var(--color-line); padding: 10px;',
    'box-shadow: 0 1px 8px rgb(0 0 0 / .12); padding: 12px; background: var(--color-surface);',
    'background: var(--color-surface); padding: 0 0 10px;',
  ]);
  const align = random.pick(['left', 'left', 'center']);
  const shape = random.pick(['1', '1', '1', '3 / 4', '4 / 5', '4 / 3']);
  const fit = random.pick(['cover', 'contain', 'contain']);
  return `main ul article { ${frame} text-align: ${align}; }
main ul article .aspect-square { aspect-ratio: ${shape} !important; background: ${random.pick(['#fff', 'var(--color-well)', '#f6f6f6'])} !important; }
main ul article img { object-fit: ${fit} !important; }
main ul article > div { flex-wrap: wrap; ${random.pick(['', '', 'flex-direction: column; align-items: stretch;'])} }
.tabular-nums, .other-add { white-space: nowrap; }
.other-add { width: auto !important; padding: 4px 14px; height: auto !important; min-height: 36px; border: 1px solid var(--color-accent) !important; ${random.pick(BUTTONS)} }
.other-heart { position: absolute; ${random.pick(['top: 8px; right: 8px', 'top: 8px; left: 8px'])}; width: 32px; height: 32px; font-size: 18px; background: var(--color-surface); border-radius: 50%; z-index: 2; }`;
}

function grid(random: Random): string {
  const wide = random.pick([3, 4, 4, 5, 6]);
  const narrow = random.pick([1, 2, 2, 2, 3]);
  const gap = random.pick([8, 14, 20, 28]);
  return `main ul.grid:has(article) { grid-template-columns: repeat(${wide}, minmax(0, 1fr)) !important; gap: ${gap}px !important; }
@media (max-width: 700px) { main ul.grid:has(article) { grid-template-columns: repeat(${narrow}, minmax(0, 1fr)) !important; } }
div:has(> main) { max-width: ${random.pick([1140, 1280, 1440])}px !important; margin-inline: auto; }`;
}

/** The parts that the embedded shop does not have. */
const OTHERS = `
.other-buy, .other-apply, .other-send { border: 1px solid var(--color-ink); padding: 8px 18px; min-height: 36px; background: var(--color-ink); color: var(--color-canvas); white-space: nowrap; }
.other-search { padding: 0 16px; height: 36px; background: var(--color-accent); color: var(--color-on-accent) !important; white-space: nowrap; }
.other-wide { min-height: 44px; padding-inline: 28px; }
.other-stepper { display: flex; border: 1px solid var(--color-line); align-items: center; }
.other-stepper button { width: 36px; height: 40px; } .other-stepper input { width: 44px; text-align: center; background: transparent; }
.other-coupon { display: flex; gap: 8px; margin-top: 18px; }
.other-coupon input, .other-form input { border: 1px solid var(--color-line); padding: 9px 12px; background: var(--color-surface); flex: 1; max-width: 320px; }
.other-form { display: grid; gap: 12px; margin: 16px 0 24px; max-width: 560px; } .other-form h2 { font-size: 1.2em; font-weight: 600; }
.other-form label { display: grid; gap: 4px; font-size: 13px; } .other-form input { max-width: none; font-size: 14px; }
.other-send { justify-self: start; background: var(--color-accent); color: var(--color-on-accent); border: 0; }
.other-foot { display: flex; flex-wrap: wrap; gap: 48px; padding: 32px 24px; } .other-foot div { display: grid; gap: 8px; font-size: 13px; } .other-foot h4 { font-weight: 600; }`;
