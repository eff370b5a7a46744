import { CARE_BRANDS } from '../brands.ts';
import { model, type Department, type Kind } from '../kind.ts';

const everyday = {
  colours: ['blue', 'teal', 'green', 'yellow', 'orange', 'pink', 'purple', 'white', 'beige', 'black', 'red'],
  occasions: ['everyday', 'home', 'travel'],
} as const;

const shampoo: Kind = {
  key: 'shampoo',
  name: ['Shampoo', '洗发水'],
  models: [
    model(
      'Volume shampoo',
      '蓬松洗发水',
      'Lifts fine hair without drying the ends.',
      '细软发蓬松，发尾不干。',
    ),
    model(
      'Repair shampoo',
      '修护洗发水',
      'Camellia oil for hair that has seen a lot.',
      '山茶油修护受损发丝。',
    ),
    model(
      'Scalp-calm shampoo',
      '舒缓头皮洗发水',
      'Cooling mint quietens an itchy scalp.',
      '薄荷清凉，舒缓头皮。',
    ),
  ],
  patterns: ['solid', 'wave', 'floral', 'geometric', 'striped'],
  materials: ['botanicals', 'essential oils', 'sea minerals'],
  packaging: ['bottle', '瓶装'],
  uses: [
    ['Two pumps for short hair, three for long.', '短发两泵，长发三泵。'],
    ['The scent stays until evening.', '留香到晚上。'],
  ],
  price: 52,
  sizes: [
    ['300 ml', 0.7],
    ['500 ml', 1],
    ['750 ml', 1.35],
  ],
  restockDays: 45,
  gift: 0.1,
  ...everyday,
};

const toothpaste: Kind = {
  key: 'toothpaste',
  name: ['Toothpaste', '牙膏'],
  models: [
    model(
      'Sea-salt toothpaste',
      '海盐牙膏',
      'A clean mineral taste that is not too sweet.',
      '海盐清爽，不甜腻。',
    ),
    model(
      'Whitening toothpaste',
      '亮白牙膏',
      'Polishes coffee stains away in two weeks.',
      '两周淡化咖啡渍。',
    ),
    model(
      'Green tea toothpaste',
      '绿茶牙膏',
      'Tea polyphenols for breath that stays fresh.',
      '茶多酚持久清新口气。',
    ),
  ],
  patterns: ['solid', 'striped', 'wave', 'dotted'],
  materials: ['sea minerals', 'botanicals', 'essential oils'],
  packaging: ['tube', '管装'],
  uses: [
    ['A pea-sized dab is plenty.', '豌豆大小即可。'],
    ['Dentists like the low abrasion; children the taste.', '低磨损牙医放心，味道孩子喜欢。'],
  ],
  price: 19,
  sizes: [
    ['90 g', 0.7],
    ['120 g', 0.9],
    ['180 g', 1.2],
  ],
  restockDays: 32,
  gift: 0.02,
  ...everyday,
};

const toothbrush: Kind = {
  key: 'toothbrush',
  name: ['Toothbrushes', '牙刷'],
  models: [
    model(
      'Fine-bristle toothbrush',
      '细软毛牙刷',
      'Ten thousand tapered bristles, kind to gums.',
      '万根细毛，温柔护龈。',
    ),
    model(
      'Round-head toothbrush',
      '圆头牙刷',
      'A small head for the last molar.',
      '小圆头直达最里面的臼齿。',
    ),
    model('Travel toothbrush', '旅行牙刷', 'Folds into its own ventilated handle.', '可折叠入透气手柄。'),
  ],
  patterns: ['solid', 'striped', 'dotted'],
  materials: ['bamboo', 'plastic', 'silicone'],
  uses: [
    ['Change it with the season.', '每季一换。'],
    ['Stands by itself beside the basin.', '可直立于洗手台。'],
  ],
  price: 14,
  sizes: [
    ['1 pc', 0.7],
    ['4 pcs', 2.1],
  ],
  restockDays: 75,
  gift: 0.02,
  ...everyday,
};

const soap: Kind = {
  key: 'soap',
  name: ['Soap', '香皂'],
  models: [
    model('Marseille soap bar', '马赛皂', 'Boiled for ten days in open kettles.', '开锅慢煮十日。'),
    model('Goat-milk soap bar', '羊奶皂', 'Creamy lather for dry winter skin.', '泡沫绵密，呵护冬日干燥肌。'),
    model(
      'Sea-clay soap bar',
      '海泥皂',
      'Fine clay takes off the day, not the skin.',
      '细腻海泥，洁净不紧绷。',
    ),
  ],
  patterns: ['solid', 'striped', 'wave', 'floral'],
  materials: ['essential oils', 'botanicals', 'sea minerals'],
  uses: [
    ['Let it dry on a ridged dish and it lasts for weeks.', '放在沥水皂碟上更耐用。'],
    ['Also scents a drawer before it is opened.', '拆封前还能当衣柜香氛。'],
  ],
  price: 18,
  sizes: [
    ['100 g', 0.8],
    ['3 pcs', 2],
  ],
  restockDays: 28,
  gift: 0.3,
  ...everyday,
};

const lotion: Kind = {
  key: 'lotion',
  name: ['Hand cream', '护手霜'],
  models: [
    model(
      'Shea hand cream',
      '乳木果护手霜',
      'Rich, fast, and never sticky on the keyboard.',
      '滋润快吸收，敲键盘也不黏。',
    ),
    model('Osmanthus hand cream', '桂花护手霜', 'An autumn courtyard in a tube.', '一管装下秋日庭院的桂香。'),
    model(
      'Night repair hand cream',
      '夜间修护手霜',
      'Put it on last; wake up with new hands.',
      '睡前厚涂，醒来焕新。',
    ),
  ],
  patterns: ['solid', 'floral', 'geometric', 'striped', 'dotted'],
  materials: ['botanicals', 'essential oils'],
  packaging: ['tube', '管装'],
  uses: [
    ['Keep one at the desk and one in the coat.', '桌上一支，外套里一支。'],
    ['Works on elbows and heels as well.', '手肘脚跟也能用。'],
  ],
  price: 36,
  sizes: [
    ['50 ml', 0.8],
    ['100 ml', 1.3],
  ],
  restockDays: 50,
  gift: 0.5,
  ...everyday,
};

export const personalCare: Department = {
  name: ['Personal care', '个人护理'],
  brands: CARE_BRANDS,
  tiers: { value: 0.6, mid: 1, premium: 1.9, luxury: 4.2 },
  kinds: [shampoo, toothpaste, toothbrush, soap, lotion],
};
