import { GROCERY_BRANDS } from '../brands.ts';
import { model, type Department, type Kind } from '../kind.ts';

const KILOS = [
  ['500 g', 0.62],
  ['1 kg', 1.15],
  ['2.5 kg', 2.6],
] as const;

const grown = { materials: ['open-field grown', 'mountain grown', 'single origin'] } as const;
const plain = { patterns: ['solid'], occasions: ['everyday', 'home'] } as const;

const apples: Kind = {
  key: 'apple',
  name: ['Apples', '苹果'],
  models: [
    model(
      'Fuji apples',
      '富士苹果',
      'Crisp and honey-sweet, with a blush on the sunny side.',
      '脆甜多汁，向阳一面泛着红晕。',
      {
        colours: ['red'],
      },
    ),
    model(
      'Granny apples',
      '青苹果',
      'Sharp, green and very juicy: the one for pies.',
      '酸爽多汁的青苹果，烤派首选。',
      {
        colours: ['green'],
      },
    ),
    model(
      'Golden apples',
      '黄元帅苹果',
      'Mellow and floral, with a thin yellow skin.',
      '皮薄肉细，自带淡淡花香。',
      {
        colours: ['yellow'],
      },
    ),
    model(
      'Blossom apples',
      '粉红佳人苹果',
      'A rosy late apple that keeps its bite for weeks.',
      '粉嫩晚熟，久放依然爽脆。',
      {
        colours: ['pink'],
      },
    ),
  ],
  colours: ['red', 'green', 'yellow', 'pink'],
  ...grown,
  ...plain,
  uses: [
    ['Good in a lunch box, better in a crumble.', '当午间水果或做成苹果酥都很棒。'],
    ['Keep them cool and they stay crisp for a month.', '冷藏可脆爽一个月。'],
  ],
  price: 16,
  sizes: KILOS,
  restockDays: 10,
  gift: 0.15,
};

const citrus: Kind = {
  key: 'citrus',
  name: ['Citrus fruit', '柑橘柠檬'],
  models: [
    model('Navel oranges', '脐橙', 'Seedless segments that peel in one go.', '无籽易剥，一口一瓣。', {
      colours: ['orange'],
    }),
    model('Lemons', '柠檬', 'Unwaxed, so the zest is yours to use.', '未打蜡，果皮可放心刨屑入菜。', {
      colours: ['yellow'],
    }),
    model('Limes', '青柠', 'Small, fragrant and full of juice.', '小巧清香，汁水饱满。', {
      colours: ['green'],
    }),
    model(
      'Blood oranges',
      '血橙',
      'Ruby flesh that tastes a little of raspberries.',
      '果肉如红宝石，带一丝莓果香。',
      { colours: ['red'] },
    ),
  ],
  colours: ['orange', 'yellow', 'green', 'red'],
  ...grown,
  ...plain,
  uses: [
    ['Squeeze, slice, or simply leave the bowl on the table.', '榨汁、切片，或就这样摆一盘在桌上。'],
    ['A glass in the morning and the day begins better.', '清晨来一杯，元气满满。'],
  ],
  price: 18,
  sizes: KILOS,
  restockDays: 10,
  gift: 0.15,
};

const tomatoes: Kind = {
  key: 'tomato',
  name: ['Tomatoes', '番茄'],
  models: [
    model(
      'Vine tomatoes',
      '串收番茄',
      'Left on the vine so they smell of summer.',
      '带藤采收，满是夏天的味道。',
      { colours: ['red'] },
    ),
    model('Sunburst tomatoes', '黄金番茄', 'Low in acid, sweet as a plum.', '低酸清甜，像吃李子一样。', {
      colours: ['yellow', 'orange'],
    }),
    model(
      'Black Crimea tomatoes',
      '黑珍珠番茄',
      'Dark-shouldered, smoky and rich.',
      '果肩深紫，滋味浓郁醇厚。',
      { colours: ['purple', 'brown'] },
    ),
  ],
  colours: ['red', 'yellow', 'orange', 'purple', 'brown'],
  ...grown,
  ...plain,
  uses: [
    ['Slice them thick, add salt, and dinner is half done.', '厚切撒盐，就是半顿晚餐。'],
    ['They cook down to a silky sauce in twenty minutes.', '小火二十分钟，熬成丝滑酱汁。'],
  ],
  price: 14,
  sizes: KILOS,
  restockDays: 7,
  gift: 0.02,
};

const grapes: Kind = {
  key: 'grapes',
  name: ['Grapes', '葡萄'],
  models: [
    model(
      'Shine Muscat grapes',
      '阳光玫瑰葡萄',
      'Crunchy skin, no seeds, a scent of roses.',
      '脆皮无籽，带着玫瑰清香。',
      { colours: ['green'] },
    ),
    model(
      'Kyoho grapes',
      '巨峰葡萄',
      'Large, dusky berries with jelly-soft flesh.',
      '果粒硕大，果肉如果冻般软嫩。',
      { colours: ['purple', 'navy'] },
    ),
    model('Flame grapes', '红提', 'Firm red berries that stay on the stem.', '红润紧实，不易掉粒。', {
      colours: ['red', 'pink'],
    }),
  ],
  colours: ['green', 'purple', 'navy', 'red', 'pink'],
  ...grown,
  ...plain,
  uses: [
    ['Freeze a handful for the best summer sweets.', '冻上一把，就是夏日最好的糖果。'],
    ['Serve beside a mild cheese.', '配上清淡的奶酪正好。'],
  ],
  price: 29,
  sizes: KILOS,
  restockDays: 12,
  gift: 0.3,
};

const peppers: Kind = {
  key: 'pepper',
  name: ['Sweet peppers', '彩椒'],
  models: [
    model(
      'Bell peppers',
      '甜椒',
      'Thick-walled, glossy and sweet enough to eat raw.',
      '肉厚油亮，生吃也清甜。',
    ),
    model(
      'Roasting peppers',
      '烤用彩椒',
      'The skin slips off after ten minutes of heat.',
      '烤十分钟即可轻松去皮。',
    ),
    model(
      'Snack peppers',
      '迷你彩椒',
      'Small ones for dipping, with hardly any seeds.',
      '小巧少籽，蘸酱正好。',
    ),
  ],
  colours: ['red', 'yellow', 'green', 'orange'],
  ...grown,
  ...plain,
  uses: [
    ['Stir-fry them fast so that they keep their snap.', '大火快炒，保留脆感。'],
    ['Fill with rice and herbs, then bake.', '填入米饭香草，烤至软糯。'],
  ],
  price: 12,
  sizes: KILOS,
  restockDays: 9,
  gift: 0.02,
};

const eggs: Kind = {
  key: 'eggs',
  name: ['Eggs', '鸡蛋'],
  models: [
    model('Country eggs', '土鸡蛋', 'Small eggs with a deep orange yolk.', '个头小巧，蛋黄橙亮。', {
      colours: ['beige', 'pink'],
    }),
    model(
      'Brown farm eggs',
      '农场红壳鸡蛋',
      'Collected and packed on the same morning.',
      '当日清晨捡蛋装盒。',
      { colours: ['brown'] },
    ),
    model(
      'Blue-shell eggs',
      '绿壳鸡蛋',
      'A rare breed lays them in a pale blue-green.',
      '稀有品种所产，蛋壳呈淡青色。',
      { colours: ['teal'] },
    ),
    model('Kitchen eggs', '白壳鸡蛋', 'The honest everyday egg for pan and oven.', '煎炒烘焙，样样在行。', {
      colours: ['white'],
    }),
  ],
  colours: ['beige', 'brown', 'teal', 'white', 'pink'],
  materials: ['free-range', 'single origin', 'open-field grown'],
  ...plain,
  uses: [
    ['Boil for six and a half minutes; thank us later.', '煮六分半钟，溏心刚好。'],
    ['Whisk into a sponge that rises by itself.', '打发做蛋糕，蓬松有型。'],
  ],
  price: 19,
  sizes: [
    ['6 pcs', 0.5],
    ['10 pcs', 0.8],
    ['30 pcs', 2.1],
  ],
  restockDays: 9,
  gift: 0.03,
};

export const freshFood: Department = {
  name: ['Fresh food', '生鲜'],
  brands: GROCERY_BRANDS,
  tiers: { value: 0.75, mid: 1, premium: 1.6, luxury: 3.2 },
  kinds: [apples, citrus, tomatoes, grapes, peppers, eggs],
};
