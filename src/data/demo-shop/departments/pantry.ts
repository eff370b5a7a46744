import { GROCERY_BRANDS } from '../brands.ts';
import { model, type Department, type Kind } from '../kind.ts';
import type { ColourName } from '../palette.ts';
import type { PatternName } from '../traits.ts';

const LABELS: readonly ColourName[] = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'navy',
  'purple',
  'pink',
  'brown',
  'beige',
  'black',
];
const PRINTS: readonly PatternName[] = [
  'solid',
  'striped',
  'dotted',
  'checked',
  'floral',
  'geometric',
  'wave',
];
const pack = { colours: LABELS, patterns: PRINTS, occasions: ['everyday', 'home', 'gift'] } as const;

const rice: Kind = {
  key: 'rice',
  name: ['Rice', '大米'],
  models: [
    model(
      'Jasmine rice',
      '茉莉香米',
      'Long grains that smell of jasmine and pandan.',
      '米粒修长，带茉莉与香兰叶的清香。',
    ),
    model(
      'Northeast pearl rice',
      '东北珍珠米',
      'Short, glossy and pleasantly sticky.',
      '粒短油润，软糯弹牙。',
    ),
    model(
      'Red terrace rice',
      '梯田红米',
      'Nutty red grains from flooded mountain steps.',
      '高山梯田红米，越嚼越香。',
    ),
  ],
  materials: ['wholegrain', 'single origin', 'mountain grown'],
  ...pack,
  packaging: ['bag', '袋装'],
  uses: [
    ['Rinse twice, rest ten minutes, and it never fails.', '淘两遍、醒十分钟，怎么煮都好吃。'],
    ['Makes the fried rice that restaurants promise.', '隔夜炒饭，粒粒分明。'],
  ],
  price: 32,
  sizes: [
    ['1 kg', 0.55],
    ['2.5 kg', 1],
    ['5 kg', 1.85],
  ],
  restockDays: 30,
  gift: 0.08,
};

const tea: Kind = {
  key: 'tea',
  name: ['Tea', '茶叶'],
  models: [
    model(
      'Longjing green tea',
      '龙井绿茶',
      'Flat spring leaves with a taste of chestnut.',
      '明前嫩叶，豆香栗韵。',
    ),
    model(
      'Aged white tea',
      '陈年白茶',
      'Seven quiet years made it round and honeyed.',
      '静置七年，蜜韵醇和。',
    ),
    model(
      'Smoky black tea',
      '烟熏正山小种',
      'Pine smoke, dark cocoa, a long finish.',
      '松烟香配可可余韵，回味悠长。',
    ),
    model(
      'Jasmine pearls',
      '茉莉龙珠',
      'Hand-rolled pearls that open like flowers.',
      '手工揉制的茶珠，遇水如花绽放。',
    ),
  ],
  materials: ['mountain grown', 'single origin', 'botanicals'],
  ...pack,
  packaging: ['tin', '罐装'],
  uses: [
    ['Steep at eighty degrees and pour a second time.', '八十度水温冲泡，二泡更佳。'],
    ['One spoonful is enough for an afternoon.', '一小勺，陪你一整个下午。'],
  ],
  price: 78,
  sizes: [
    ['100 g', 0.7],
    ['200 g', 1.25],
  ],
  restockDays: 45,
  gift: 0.75,
};

const coffee: Kind = {
  key: 'coffee',
  name: ['Coffee', '咖啡'],
  models: [
    model(
      'Yunnan filter coffee',
      '云南手冲咖啡豆',
      'Plum, brown sugar, and a clean cup.',
      '李子与红糖风味，杯感干净。',
    ),
    model(
      'House espresso',
      '意式拼配咖啡豆',
      'Roasted for thick crema and a cocoa note.',
      '油脂丰厚，可可香气。',
    ),
    model(
      'Slow-dried natural',
      '日晒精品咖啡豆',
      'Sun-dried for a month; tastes of strawberries.',
      '日晒一个月，草莓般果香。',
    ),
  ],
  materials: ['single origin', 'mountain grown', 'open-field grown'],
  ...pack,
  packaging: ['pouch', '袋装'],
  uses: [
    ['Grind just before brewing.', '现磨现冲，香气最足。'],
    ['It takes milk well and sugar badly.', '加奶相宜，无需加糖。'],
  ],
  price: 68,
  sizes: [
    ['250 g', 0.8],
    ['500 g', 1.45],
    ['1 kg', 2.7],
  ],
  restockDays: 24,
  gift: 0.5,
};

const biscuits: Kind = {
  key: 'biscuits',
  name: ['Biscuits', '饼干'],
  models: [
    model('Butter biscuits', '黄油曲奇', 'Short, crumbly and properly salted.', '酥松掉渣，咸甜正好。'),
    model(
      'Oat and honey biscuits',
      '燕麦蜂蜜饼干',
      'Chewy in the middle, crisp at the rim.',
      '外脆内韧，蜜香燕麦。',
    ),
    model('Sesame thins', '芝麻薄脆', 'Paper-thin, toasted, impossible to stop.', '薄如纸片，一吃停不下来。'),
  ],
  materials: ['wholegrain', 'single origin', 'open-field grown'],
  ...pack,
  packaging: ['box', '盒装'],
  uses: [
    ['They survive a dunk of four seconds.', '泡四秒也不散。'],
    ['Put them out with tea and watch them go.', '配茶上桌，转眼见底。'],
  ],
  price: 24,
  sizes: [
    ['150 g', 0.7],
    ['400 g', 1.5],
  ],
  restockDays: 16,
  gift: 0.45,
};

const jam: Kind = {
  key: 'jam',
  name: ['Jam & honey', '果酱蜂蜜'],
  models: [
    model(
      'Strawberry jam',
      '草莓果酱',
      'Two parts fruit, one part sugar, nothing else.',
      '两份果一份糖，别无其他。',
      { colours: ['red', 'pink'] },
    ),
    model(
      'Wildflower honey',
      '百花蜜',
      'Set honey with the scent of five valleys.',
      '采自五个山谷的百花蜜。',
      { colours: ['gold', 'yellow', 'orange'] },
    ),
    model(
      'Bitter orange marmalade',
      '苦橙酱',
      'Thick-cut peel in a bright amber jelly.',
      '厚切橙皮，琥珀色果冻。',
      { colours: ['orange', 'brown'] },
    ),
    model(
      'Blueberry preserve',
      '蓝莓果酱',
      'Whole berries that burst on warm toast.',
      '整粒蓝莓，在热吐司上爆浆。',
      { colours: ['purple', 'navy', 'blue'] },
    ),
  ],
  materials: ['open-field grown', 'single origin', 'mountain grown'],
  ...pack,
  colours: ['red', 'pink', 'gold', 'yellow', 'orange', 'purple', 'navy', 'blue', 'brown'],
  uses: [
    ['Spread it to the very edge.', '涂满到边，才不辜负。'],
    ['Stir a spoonful into plain yoghurt.', '舀一勺拌酸奶。'],
  ],
  price: 34,
  sizes: [
    ['240 g', 0.8],
    ['450 g', 1.35],
  ],
  restockDays: 35,
  gift: 0.4,
};

const oil: Kind = {
  key: 'oil',
  name: ['Cooking oil', '食用油'],
  models: [
    model(
      'Extra virgin olive oil',
      '特级初榨橄榄油',
      'Pressed within six hours, green and peppery.',
      '六小时内冷榨，青草香带微辣。',
    ),
    model(
      'Camellia seed oil',
      '山茶籽油',
      'Light, nutty, with a very high smoke point.',
      '清爽坚果香，耐高温。',
    ),
    model('Toasted sesame oil', '小磨香油', 'A few drops wake up a whole bowl.', '几滴入碗，香气四溢。'),
  ],
  materials: ['single origin', 'mountain grown', 'open-field grown'],
  ...pack,
  packaging: ['bottle', '瓶装'],
  uses: [
    ['For frying, dressing, or dipping bread.', '煎炒凉拌蘸面包皆宜。'],
    ['Keep it in the dark and finish within the season.', '避光保存，当季用完。'],
  ],
  price: 64,
  sizes: [
    ['250 ml', 0.6],
    ['500 ml', 1],
    ['1 L', 1.8],
  ],
  restockDays: 40,
  gift: 0.25,
};

const noodles: Kind = {
  key: 'noodles',
  name: ['Noodles', '面条'],
  models: [
    model(
      'Hand-pulled wheat noodles',
      '手擀面',
      'Springy strands that hold a thick sauce.',
      '筋道爽滑，挂酱十足。',
    ),
    model('Buckwheat noodles', '荞麦面', 'Earthy and light, best served cold.', '麦香清淡，冷吃最佳。'),
    model('Rice vermicelli', '米粉', 'Ready after three minutes in hot broth.', '热汤三分钟即食。'),
  ],
  materials: ['wholegrain', 'single origin', 'open-field grown'],
  ...pack,
  packaging: ['packet', '包装'],
  uses: [
    ['Dinner for two in the time it takes to boil water.', '水开的工夫，两人晚餐就好。'],
    ['Toss with scallion oil and soy.', '拌上葱油酱油就很香。'],
  ],
  price: 15,
  sizes: [
    ['300 g', 0.6],
    ['500 g', 0.95],
    ['1.2 kg', 2],
  ],
  restockDays: 14,
  gift: 0.03,
};

export const pantry: Department = {
  name: ['Pantry', '粮油茶点'],
  brands: GROCERY_BRANDS,
  tiers: { value: 0.7, mid: 1, premium: 1.75, luxury: 3.6 },
  kinds: [rice, tea, coffee, biscuits, jam, oil, noodles],
};
