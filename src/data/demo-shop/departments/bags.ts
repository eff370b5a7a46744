import { FASHION_BRANDS } from '../brands.ts';
import { model, type Department, type Kind } from '../kind.ts';

const COLOURS = [
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
  'white',
  'grey',
  'black',
] as const;

const totes: Kind = {
  key: 'tote',
  name: ['Tote bags', '托特包'],
  models: [
    model(
      'market tote',
      '集市托特包',
      'Carries ten kilos and folds into a pocket.',
      '可承重十公斤，折起只有口袋大。',
    ),
    model(
      'book tote',
      '书袋',
      'A flat base for hardbacks and a loop for keys.',
      '平底可放精装书，另有钥匙扣环。',
    ),
    model('work tote', '通勤托特包', 'A padded sleeve takes a 14-inch laptop.', '内置夹层可放14寸电脑。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'dotted', 'checked', 'floral', 'geometric', 'wave'],
  materials: ['canvas', 'cotton', 'leather', 'linen', 'vegan leather'],
  occasions: ['everyday', 'office', 'travel'],
  uses: [
    ['Long handles reach over a winter coat.', '提手够长，冬天外套也能肩背。'],
    ['It stands by itself on the floor.', '放在地上自己能站稳。'],
  ],
  price: 159,
  gift: 0.4,
};

const backpacks: Kind = {
  key: 'backpack',
  name: ['Backpacks', '双肩包'],
  models: [
    model('daypack', '日用双肩包', 'Eighteen litres, and a place for everything.', '18升容量，收纳有序。'),
    model(
      'roll-top backpack',
      '卷口双肩包',
      'Rolls shut against rain and grows for groceries.',
      '卷口防雨，买菜还能扩容。',
    ),
    model(
      'school backpack',
      '书包',
      'Broad straps and a reflective tab for dark mornings.',
      '宽肩带，反光条守护清晨上学路。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'dotted', 'checked', 'geometric', 'wave', 'floral'],
  materials: ['nylon', 'canvas', 'leather', 'vegan leather'],
  occasions: ['travel', 'sport', 'everyday'],
  uses: [
    ['Fits beneath an aeroplane seat.', '可放入飞机座位下。'],
    ['Side pockets hold a litre on each side.', '两侧各可放一升水壶。'],
  ],
  price: 279,
  gift: 0.3,
};

const handbags: Kind = {
  key: 'handbag',
  name: ['Handbags', '手提包'],
  models: [
    model(
      'top-handle bag',
      '手提方包',
      'A structured body that closes with a soft click.',
      '廓形挺括，轻轻一扣。',
    ),
    model(
      'saddle bag',
      '马鞍包',
      'A curved flap borrowed from the riding school.',
      '弧形翻盖，取自马术鞍具。',
    ),
    model(
      'evening bag',
      '晚宴包',
      'Small, but the phone, keys and lipstick fit.',
      '小巧却装得下手机钥匙口红。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid', 'checked', 'floral', 'geometric', 'dotted'],
  materials: ['calfskin', 'leather', 'suede', 'velvet', 'vegan leather'],
  occasions: ['party', 'office', 'everyday'],
  uses: [
    ['Carry it by hand, or add the strap inside.', '手提或加肩带两用。'],
    ['Comes in its own cotton dust bag.', '附棉质防尘袋。'],
  ],
  price: 469,
  gift: 0.5,
};

const suitcases: Kind = {
  key: 'suitcase',
  name: ['Suitcases', '行李箱'],
  models: [
    model('cabin suitcase', '登机箱', 'Exactly the size that every airline allows.', '各航司通用登机尺寸。'),
    model('weekend suitcase', '周末行李箱', 'Opens flat on a hotel bed.', '可在酒店床上完全摊平。'),
    model(
      'long-haul suitcase',
      '长途行李箱',
      'Eighty litres on silent double wheels.',
      '80升大容量，静音双轮。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'dotted', 'checked', 'geometric', 'wave'],
  materials: ['polycarbonate', 'aluminium', 'nylon'],
  occasions: ['travel'],
  uses: [
    ['Two locks, one code, no key to lose.', '双锁一码，无需钥匙。'],
    ['Rolls upright beside you in a crowd.', '人群中也能直立推行。'],
  ],
  price: 499,
  gift: 0.15,
};

const wallets: Kind = {
  key: 'wallet',
  name: ['Wallets', '钱包'],
  models: [
    model('card wallet', '卡包', 'Six cards, two notes, no bulge.', '六卡两钞，不鼓包。'),
    model(
      'zip wallet',
      '拉链钱包',
      'A zip all round keeps coins where they belong.',
      '全拉链包边，硬币不乱跑。',
    ),
    model('folded wallet', '对折钱包', 'Opens in one move and closes flat.', '一开一合，平整轻薄。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'checked', 'striped', 'geometric', 'floral', 'dotted'],
  materials: ['calfskin', 'leather', 'vegan leather', 'canvas'],
  occasions: ['everyday', 'gift', 'travel'],
  uses: [
    ['Slips into a shirt pocket.', '能放进衬衫口袋。'],
    ['A present that is used each day.', '每天都用得上的礼物。'],
  ],
  price: 169,
  gift: 0.7,
};

export const bags: Department = {
  name: ['Bags & luggage', '箱包'],
  brands: FASHION_BRANDS,
  tiers: { value: 0.5, mid: 1, premium: 2.4, luxury: 9 },
  kinds: [totes, backpacks, handbags, suitcases, wallets],
};
