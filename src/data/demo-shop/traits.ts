/** The words an item's look, make and use are told with. Keys are attribute values; `sentence` goes into descriptions. */
import type { Words } from './words.ts';

export const PATTERNS = {
  solid: { words: ['plain', '纯色'], noun: ['', ''] },
  striped: { words: ['striped', '条纹'], noun: ['stripes', '条纹'] },
  dotted: { words: ['dotted', '波点'], noun: ['polka dots', '波点'] },
  checked: { words: ['checked', '格纹'], noun: ['checks', '格纹'] },
  floral: { words: ['floral', '碎花'], noun: ['flowers', '碎花'] },
  geometric: { words: ['geometric', '几何图案'], noun: ['a geometric print', '几何图案'] },
  wave: { words: ['wave-print', '海浪纹'], noun: ['a wave print', '海浪纹'] },
} as const satisfies Record<string, { words: Words; noun: Words }>;
export type PatternName = keyof typeof PATTERNS;
export const PATTERN_NAMES = Object.keys(PATTERNS) as PatternName[];

export const TIERS = ['value', 'mid', 'premium', 'luxury'] as const;
export type Tier = (typeof TIERS)[number];

export const STYLES = {
  minimal: [
    ['A quiet, minimal piece with nothing to take away.', '极简设计，多一分则繁。'],
    ['Clean lines keep it calm in any setting.', '线条干净利落，放在哪里都安静耐看。'],
  ],
  classic: [
    ['A classic that will look right in ten years, too.', '经典款式，十年后依然好看。'],
    ['The proportions are the familiar, classic ones.', '沿用经久不衰的经典比例。'],
  ],
  playful: [
    ['Playful details make it hard not to smile.', '俏皮的小细节，让人忍不住微笑。'],
    ['It brings a little fun into an ordinary day.', '给平凡的一天添点童趣。'],
  ],
  sporty: [
    ['Sporty by nature, it keeps up with a busy day.', '自带运动气息，跟得上忙碌的节奏。'],
    ['Made for people who are always on the move.', '为闲不下来的人而设计。'],
  ],
  elegant: [
    ['Elegant without trying hard.', '不经意间流露优雅。'],
    ['Graceful proportions give it an elegant air.', '比例考究，气质优雅。'],
  ],
  rustic: [
    ['It has the honest, rustic charm of a country house.', '带着乡间老屋般朴实的田园味道。'],
    ['Rustic and warm, with small irregularities left in.', '质朴温暖，保留自然的小小不规则。'],
  ],
  bold: [
    ['Bold enough to start a conversation.', '大胆抢眼，自带话题。'],
    ['A bold statement straight from the street.', '街头感十足，个性张扬。'],
  ],
  vintage: [
    ['A vintage mood runs through every detail.', '处处透着复古情调。'],
    [
      'It could have come from a grandmother’s favourite drawer.',
      '像是从外婆的抽屉里翻出来的宝贝，复古又亲切。',
    ],
  ],
} as const satisfies Record<string, readonly Words[]>;
export type StyleName = keyof typeof STYLES;
export const STYLE_NAMES = Object.keys(STYLES) as StyleName[];

/** What the `style` attribute is called. */
export const STYLE_WORDS = {
  minimal: ['minimal', '极简'],
  classic: ['classic', '经典'],
  playful: ['playful', '俏皮'],
  sporty: ['sporty', '运动'],
  elegant: ['elegant', '优雅'],
  rustic: ['rustic', '质朴'],
  bold: ['bold', '大胆'],
  vintage: ['vintage', '复古'],
} as const satisfies Record<StyleName, Words>;

/** What is special about the making. Only descriptions tell it: no attribute or picture does. */
export const CRAFTS = {
  handmade: [
    ['Each one is finished by hand, so no two are quite alike.', '每一件都由匠人手工收尾，绝无雷同。'],
    ['Handmade in a workshop of eleven people.', '出自一间只有十一人的手工作坊。'],
  ],
  organic: [
    ['Certified organic from the first step to the last.', '从源头到成品，全程有机认证。'],
    ['Only organic raw materials go into it.', '只选用有机原料。'],
  ],
  recycled: [
    ['At least half of it, packaging included, is recycled.', '连同包装在内，至少一半取自再生材料。'],
    ['Recycled content keeps its footprint small.', '采用可再生循环原料，环保低碳。'],
  ],
  limited: [
    ['A limited, numbered run that will not be repeated.', '限量编号发售，售完不再复刻。'],
    ['Part of a limited seasonal edition.', '当季限量版。'],
  ],
  lightweight: [
    ['Remarkably lightweight, you will forget that you carry it.', '轻盈得几乎感觉不到分量。'],
    ['A lightweight build is easy on hand and luggage.', '轻量化设计，手上、包里都轻松。'],
  ],
  durable: [
    ['Tested for years of daily wear, it is built durable.', '通过多年日常使用测试，坚固耐用。'],
    ['Durable where it counts: the stressed parts are reinforced.', '受力部位特别加固，经久耐用。'],
  ],
} as const satisfies Record<string, readonly Words[]>;
export type CraftName = keyof typeof CRAFTS;
export const CRAFT_NAMES = Object.keys(CRAFTS) as CraftName[];

export const OCCASIONS = {
  everyday: ['everyday', '日常'],
  office: ['office', '通勤'],
  party: ['party', '聚会'],
  travel: ['travel', '旅行'],
  sport: ['sport', '运动'],
  home: ['home', '居家'],
  gift: ['gift', '送礼'],
} as const satisfies Record<string, Words>;
export type OccasionName = keyof typeof OCCASIONS;
