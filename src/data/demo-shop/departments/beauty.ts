import { BEAUTY_BRANDS } from '../brands.ts';
import { model, type Department, type Kind } from '../kind.ts';

const PACKS = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'navy',
  'purple',
  'pink',
  'beige',
  'white',
  'black',
  'gold',
] as const;

const lipstick: Kind = {
  key: 'lipstick',
  name: ['Lipsticks', '口红'],
  models: [
    model(
      'velvet lipstick',
      '丝绒口红',
      'Matt, but never dry; one stroke is enough.',
      '哑光不拔干，一抹显色。',
    ),
    model('satin lipstick', '缎光口红', 'A soft sheen that survives a lunch.', '柔缎光泽，一顿午餐不掉色。'),
    model(
      'lip balm stick',
      '有色润唇膏',
      'Sheer colour with the care of a balm.',
      '润唇膏般呵护，透出好气色。',
    ),
  ],
  colours: ['red', 'orange', 'pink', 'brown', 'purple', 'beige'],
  patterns: ['solid'],
  materials: ['fine pigment', 'botanicals'],
  occasions: ['party', 'office', 'everyday', 'gift'],
  uses: [
    ['Dab it for daylight, layer it for the evening.', '白天轻点，晚上叠涂。'],
    ['The bullet is cut to draw a clean line.', '斜切膏体，轻松勾勒唇线。'],
  ],
  price: 129,
  restockDays: 120,
  gift: 0.75,
};

const perfume: Kind = {
  key: 'perfume',
  name: ['Perfume', '香水'],
  models: [
    model(
      'Neroli eau de parfum',
      '橙花香水',
      'Orange blossom over warm skin and salt.',
      '橙花清新，暖肤海盐。',
    ),
    model(
      'Tea-house eau de parfum',
      '茶馆香水',
      'Green leaves, wet stone, a curl of smoke.',
      '青叶湿石，一缕轻烟。',
    ),
    model(
      'Night iris eau de parfum',
      '夜鸢尾香水',
      'Powdery iris that deepens after dark.',
      '粉感鸢尾，入夜愈浓。',
    ),
  ],
  colours: PACKS,
  patterns: ['solid', 'striped', 'floral', 'geometric'],
  materials: ['essential oils', 'botanicals'],
  packaging: ['flacon', '瓶装'],
  occasions: ['party', 'gift', 'office'],
  uses: [
    ['Two sprays: one for you, one for the scarf.', '两喷：一喷给自己，一喷给围巾。'],
    ['Lasts from lunch until the last train.', '从午后留香到末班车。'],
  ],
  price: 359,
  sizes: [
    ['30 ml', 0.7],
    ['50 ml', 1],
    ['100 ml', 1.6],
  ],
  restockDays: 150,
  gift: 0.85,
};

const polish: Kind = {
  key: 'nail-polish',
  name: ['Nail polish', '指甲油'],
  models: [
    model('high-gloss nail polish', '亮光指甲油', 'Two coats, ten days, no chips.', '涂两层，十天不掉。'),
    model(
      'breathable nail polish',
      '透气指甲油',
      'Water-based, without the sting in the nose.',
      '水性配方，不刺鼻。',
    ),
    model('gel-look nail polish', '光疗感指甲油', 'A plump shine that needs no lamp.', '免照灯，饱满光泽。'),
  ],
  colours: [
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
    'gold',
    'silver',
  ],
  patterns: ['solid'],
  materials: ['fine pigment', 'botanicals'],
  occasions: ['party', 'everyday', 'gift'],
  uses: [
    ['The wide brush covers a nail in two strokes.', '宽扁刷头，两笔涂满。'],
    ['Dry to the touch within a minute.', '一分钟速干。'],
  ],
  price: 45,
  restockDays: 110,
  gift: 0.4,
};

const palette: Kind = {
  key: 'palette',
  name: ['Eyeshadow', '眼影盘'],
  models: [
    model('four-pan eyeshadow', '四色眼影盘', 'Four shades that work in any order.', '四色随心搭配。'),
    model('mirror palette', '镜面眼影盘', 'A mirror wide enough for both eyes.', '宽幅镜面，双眼同框。'),
    model('dusk palette', '暮色眼影盘', 'From first light to deep smoke.', '从晨光到烟熏，层次分明。'),
  ],
  colours: ['red', 'orange', 'green', 'teal', 'blue', 'navy', 'purple', 'pink', 'brown', 'beige', 'gold'],
  patterns: ['solid', 'geometric', 'floral', 'dotted'],
  materials: ['fine pigment', 'botanicals'],
  packaging: ['compact', '盒装'],
  occasions: ['party', 'gift', 'everyday'],
  uses: [
    ['Blends with a finger, no brush needed.', '手指就能晕开。'],
    ['Stays put through rain and weddings.', '下雨或婚礼都不花妆。'],
  ],
  price: 189,
  restockDays: 150,
  gift: 0.6,
};

const cream: Kind = {
  key: 'cream',
  name: ['Face cream', '面霜'],
  models: [
    model(
      'Barrier face cream',
      '屏障修护面霜',
      'Ceramides for skin that has had enough.',
      '神经酰胺修护疲惫肌肤。',
    ),
    model('Dew face cream', '晨露面霜', 'A light gel that drinks into the skin.', '轻盈凝露，瞬间吸收。'),
    model(
      'Pearl night cream',
      '珍珠晚霜',
      'Rich and slow, meant for the dark hours.',
      '浓润慢养，专为夜间。',
    ),
  ],
  colours: PACKS,
  patterns: ['solid', 'floral', 'wave', 'geometric'],
  materials: ['botanicals', 'sea minerals', 'essential oils'],
  packaging: ['jar', '罐装'],
  occasions: ['everyday', 'home', 'gift'],
  uses: [
    ['Warm a pea of it between the fingers first.', '取豌豆大小，掌心温热后使用。'],
    ['Sits well under make-up.', '妆前打底也服帖。'],
  ],
  price: 168,
  sizes: [
    ['30 ml', 0.75],
    ['50 ml', 1.1],
  ],
  restockDays: 60,
  gift: 0.5,
};

export const beauty: Department = {
  name: ['Beauty', '美妆'],
  brands: BEAUTY_BRANDS,
  tiers: { value: 0.4, mid: 1, premium: 2, luxury: 4.5 },
  kinds: [lipstick, perfume, polish, palette, cream],
};
