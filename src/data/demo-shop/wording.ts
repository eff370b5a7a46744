/** Titles and descriptions in English and Chinese, put together from what is true of the item. */
import type { LocalisedText } from '../../core/contracts/item.ts';
import type { Random } from '../../core/random.ts';
import type { ItemTraits } from './item-traits.ts';
import type { Brand, Kind } from './kind.ts';
import { MATERIALS } from './materials.ts';
import { COLOURS } from './palette.ts';
import { CRAFTS, PATTERNS, STYLES } from './traits.ts';
import type { Words } from './words.ts';

export interface WordingInput {
  readonly kind: Kind;
  readonly brand: Brand;
  readonly traits: Omit<ItemTraits, 'relativePrice'>;
  /** Such as `500 g`; empty where the kind has none. */
  readonly size: string;
}

/** First words that keep their capital inside a sentence. */
const PROPER =
  /^(Fuji|Granny|Shine|Kyoho|Longjing|Northeast|Yunnan|Marseille|Dutch|Oxford|A-line|Chelsea|Neroli|Weifang|Black Crimea|T-shirt)/;

const lowerFirst = (text: string): string =>
  PROPER.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const article = (noun: string): string => (/^[aeiou]/i.test(noun) ? 'an' : 'a');

/** A title that `isFree` accepts, or the last of the candidates with the material added. */
export function writeTitle(
  input: WordingInput,
  random: Random,
  isFree: (title: string) => boolean,
): LocalisedText {
  const candidates = random.shuffle(isGrocery(input) ? groceryTitles(input) : designTitles(input));
  const [en, zh] = candidates.find(([title]) => isFree(title)) ?? withMaterial(candidates[0], input);
  return { en: upperFirst(en), zh };
}

const isGrocery = ({ kind, size }: WordingInput): boolean => kind.packaging !== undefined || size !== '';

function withMaterial([en, zh]: Words, { traits }: WordingInput): Words {
  return [`${en}, ${traits.material}`, `${zh} ${MATERIALS[traits.material].zh}`];
}

function groceryTitles({ kind, brand, traits, size }: WordingInput): Words[] {
  const [en, zh] = kind.models[traits.model].name;
  const [brandEn, brandZh] = brand.name;
  const [looksEn, looksZh] = looks(traits);
  const amountEn = size === '' ? '' : `, ${size}`;
  const amountZh = size === '' ? '' : ` ${sizeInChinese(size)}`;
  if (!kind.packaging) {
    const word = COLOURS[traits.colour].words;
    return [
      [`${brandEn} ${lowerFirst(en)}${amountEn}`, `${brandZh} ${zh}${amountZh}`],
      [`${upperFirst(en)} by ${brandEn}${amountEn}`, `${brandZh}${zh}${amountZh}`],
      [
        `${brandEn} ${traits.material} ${lowerFirst(en)}${amountEn}`,
        `${brandZh} ${MATERIALS[traits.material].zh}${zh}${amountZh}`,
      ],
      [`${brandEn} ${lowerFirst(en)}, ${word[0]}${amountEn}`, `${brandZh} ${word[1]}${zh}${amountZh}`],
    ];
  }
  const [packEn, packZh] = kind.packaging;
  return [
    [`${brandEn} ${lowerFirst(en)}${amountEn}`, `${brandZh} ${zh}${amountZh}`],
    [
      `${brandEn} ${lowerFirst(en)} in ${article(looksEn)} ${looksEn} ${packEn}${amountEn}`,
      `${brandZh} ${zh} ${looksZh}${packZh}${amountZh}`,
    ],
    [
      `${upperFirst(en)} by ${brandEn}, ${looksEn} ${packEn}${amountEn}`,
      `${brandZh}${zh}（${looksZh}${packZh}）${amountZh.trim()}`,
    ],
  ];
}

function designTitles({ kind, brand, traits }: WordingInput): Words[] {
  const [en, zh] = kind.models[traits.model].name;
  const [brandEn, brandZh] = brand.name;
  const [colourEn, colourZh] = COLOURS[traits.colour].words;
  const [looksEn, looksZh] = looks(traits);
  const [patternEn, patternZh] = traits.pattern === 'solid' ? ['', ''] : PATTERNS[traits.pattern].words;
  const materialZh = MATERIALS[traits.material].zh;
  const name = lowerFirst(en);
  const plain: Words[] = [
    [`${brandEn} ${name}, ${looksEn}`, `${brandZh} ${looksZh}${zh}`],
    [`${looksEn} ${name} by ${brandEn}`, `${brandZh}${zh} ${looksZh}款`],
    [
      `${brandEn} ${patternEn} ${name} in ${colourEn}`.replace('  ', ' '),
      `${brandZh} ${patternZh}${zh}（${colourZh}）`,
    ],
  ];
  // Nobody says "fine pigment lipstick".
  const { family } = MATERIALS[traits.material];
  if (family === 'botanical' || family === 'mineral') return plain;
  return [
    ...plain,
    [`${brandEn} ${traits.material} ${name} in ${colourEn}`, `${brandZh} ${colourZh}${materialZh}${zh}`],
    [`${brandEn} ${name} in ${looksEn} ${traits.material}`, `${brandZh} ${looksZh}${materialZh}${zh}`],
  ];
}

/** "navy striped", or only the colour of a plain item. */
function looks({ colour, pattern }: Pick<ItemTraits, 'colour' | 'pattern'>): Words {
  const words = COLOURS[colour].words;
  if (pattern === 'solid') return words;
  return [`${words[0]} ${PATTERNS[pattern].words[0]}`, `${words[1]}${PATTERNS[pattern].words[1]}`];
}

function sizeInChinese(size: string): string {
  return size
    .replace(/ pcs?$/, '件')
    .replace(' rolls', '卷')
    .replace(' ', '');
}

/** Four to six sentences: what sets it apart, then in changing order its material, make, style, use and look. */
export function writeDescription(input: WordingInput, random: Random): LocalisedText {
  const { kind, traits } = input;
  const body = random.shuffle<Words>([
    MATERIALS[traits.material].sentence,
    random.pick<Words>(CRAFTS[traits.craft]),
    random.pick<Words>(STYLES[traits.style]),
    random.pick(kind.uses),
    ...(random.next() < 0.7 ? lookSentences(input, random) : []),
  ]);
  const sentences = [kind.models[traits.model].feature, ...body];
  if (traits.tier === 'luxury') sentences.push(random.pick(LUXURY_CLOSING));
  return {
    en: sentences.map(([en]) => en).join(' '),
    zh: sentences.map(([, zh]) => zh).join(''),
  };
}

const LUXURY_CLOSING: readonly Words[] = [
  ['It arrives in a lined box with a ribbon and a card.', '附内衬礼盒、缎带与贺卡。'],
  ['Every piece carries the maker’s number.', '每件均带匠人编号。'],
  ['The house repairs it for as long as you own it.', '品牌终身养护。'],
];

function lookSentences({ kind, traits }: WordingInput, random: Random): Words[] {
  const [looksEn, looksZh] = looks(traits);
  if (kind.packaging) {
    const [packEn, packZh] = kind.packaging;
    return [
      random.pick<Words>([
        [`Comes in ${article(looksEn)} ${looksEn} ${packEn}.`, `${looksZh}${packZh}设计。`],
        [`The ${looksEn} ${packEn} looks good on the shelf.`, `${looksZh}${packZh}，摆在架上也好看。`],
      ]),
    ];
  }
  if (traits.pattern === 'solid') return [];
  const [nounEn, nounZh] = PATTERNS[traits.pattern].noun;
  const [colourEn, colourZh] = COLOURS[traits.colour].words;
  return [
    random.pick<Words>([
      [`The ground is ${colourEn}, with ${nounEn}.`, `${colourZh}底，饰以${nounZh}。`],
      [`Shown here in ${colourEn} with ${nounEn}.`, `图示为${colourZh}${nounZh}款。`],
    ]),
  ];
}
