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

const sneakers: Kind = {
  key: 'sneaker',
  name: ['Sneakers', '运动鞋'],
  models: [
    model(
      'court sneakers',
      '板鞋',
      'A low profile taken from old tennis courts.',
      '低帮线条，致敬老网球鞋。',
    ),
    model('running shoes', '跑鞋', 'A rocker sole that tips you forward.', '弧形滚动鞋底，轻松向前。'),
    model('canvas trainers', '帆布鞋', 'Vulcanised by hand, flexible from day one.', '手工硫化，上脚即软。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'checked', 'dotted', 'geometric', 'striped'],
  materials: ['mesh', 'canvas', 'leather', 'suede', 'vegan leather'],
  occasions: ['sport', 'everyday', 'travel'],
  uses: [
    ['For ten thousand steps, or a day that needs fewer.', '日行万步，也不觉得累。'],
    ['The insole comes out for airing.', '鞋垫可取出透气。'],
  ],
  price: 329,
  gift: 0.25,
};

const heels: Kind = {
  key: 'heel',
  name: ['Heels', '高跟鞋'],
  models: [
    model(
      'pointed pumps',
      '尖头高跟鞋',
      'Seven centimetres that feel like four.',
      '七厘米的高度，四厘米的脚感。',
    ),
    model(
      'evening heels',
      '晚宴高跟鞋',
      'A fine heel and a padded sole for dancing.',
      '细跟软垫，整晚跳舞也不累。',
    ),
    model(
      'office heels',
      '通勤高跟鞋',
      'Steady, quiet on parquet, easy to pack.',
      '稳当安静，通勤出差都合适。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid', 'dotted', 'floral', 'checked', 'geometric'],
  materials: ['calfskin', 'suede', 'velvet', 'vegan leather'],
  occasions: ['party', 'office'],
  uses: [
    ['Finishes a plain dress in one step.', '一步点亮素色连衣裙。'],
    ['Comes with spare heel tips.', '附赠备用鞋跟贴。'],
  ],
  price: 429,
  gift: 0.2,
};

const boots: Kind = {
  key: 'boot',
  name: ['Boots', '靴子'],
  models: [
    model('Chelsea boots', '切尔西靴', 'Pull-on elastic sides, no laces to lose.', '弹力侧边，一蹬就穿。'),
    model(
      'hiking boots',
      '徒步靴',
      'Grips wet stone and forgives city streets.',
      '湿滑石面抓地稳，城市行走也舒适。',
    ),
    model('ankle boots', '短靴', 'A stacked heel, and a zip on the inside.', '叠层鞋跟，内侧拉链。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'checked', 'geometric', 'floral'],
  materials: ['leather', 'suede', 'vegan leather', 'nylon'],
  occasions: ['travel', 'everyday', 'office'],
  uses: [
    ['A cobbler can resole them twice.', '可换底两次，越穿越久。'],
    ['Room for a thick sock in January.', '冬天可配厚袜。'],
  ],
  price: 529,
  gift: 0.15,
};

const loafers: Kind = {
  key: 'loafer',
  name: ['Loafers', '乐福鞋'],
  models: [
    model('penny loafers', '便士乐福鞋', 'A hand-stitched apron and a narrow strap.', '手缝鞋面，经典横带。'),
    model('soft loafers', '软底乐福鞋', 'Folds in half, so the suitcase stays light.', '可对折，行李更轻。'),
    model(
      'driving loafers',
      '豆豆鞋',
      'Rubber studs underfoot, moccasin seams above.',
      '豆豆橡胶底，莫卡辛缝线。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid', 'checked', 'geometric', 'striped'],
  materials: ['calfskin', 'suede', 'leather', 'vegan leather'],
  occasions: ['office', 'everyday', 'travel'],
  uses: [
    ['Barefoot in May, with socks in October.', '五月光脚穿，十月配袜子。'],
    ['Polish with a dry brush, nothing more.', '干刷擦拭即可。'],
  ],
  price: 399,
  gift: 0.15,
};

const sandals: Kind = {
  key: 'sandal',
  name: ['Sandals', '凉鞋'],
  models: [
    model(
      'two-strap sandals',
      '双带凉鞋',
      'A footbed that takes your shape in a week.',
      '一周即贴合脚型的鞋床。',
    ),
    model('beach slides', '沙滩拖鞋', 'Dries in minutes and floats if dropped.', '速干，掉水里还会浮起来。'),
    model('garden sandals', '田园凉鞋', 'Wide straps with a soft felt lining.', '宽绑带，软毡内里。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'floral', 'dotted', 'wave'],
  materials: ['leather', 'foam', 'suede', 'vegan leather'],
  occasions: ['travel', 'everyday', 'home'],
  uses: [
    ['From the balcony to the beach.', '从阳台一路穿到海边。'],
    ['Rinse them under the tap.', '水龙头下一冲就干净。'],
  ],
  price: 199,
  gift: 0.1,
};

export const shoes: Department = {
  name: ['Shoes', '鞋靴'],
  brands: FASHION_BRANDS,
  tiers: { value: 0.5, mid: 1, premium: 2.1, luxury: 6.5 },
  kinds: [sneakers, heels, boots, loafers, sandals],
};
