import { JEWEL_BRANDS } from '../brands.ts';
import { model, type Department, type Kind } from '../kind.ts';

const GEMS = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'navy',
  'purple',
  'pink',
  'white',
  'black',
  'gold',
  'silver',
] as const;
const adorn = {
  colours: GEMS,
  patterns: ['solid', 'geometric', 'floral'],
  materials: ['sterling silver', '18k gold', 'titanium', 'brass'],
  occasions: ['party', 'gift', 'everyday'],
} as const;

const watches: Kind = {
  key: 'watch',
  name: ['Watches', '腕表'],
  models: [
    model('field watch', '野战腕表', 'Large numerals that read at a glance.', '大数字刻度，一眼读时。'),
    model(
      'dress watch',
      '正装腕表',
      'Seven millimetres thin, it slips under a cuff.',
      '薄至七毫米，轻松藏入袖口。',
    ),
    model(
      'diver watch',
      '潜水腕表',
      'A turning bezel and a seal to two hundred metres.',
      '旋转表圈，防水二百米。',
    ),
  ],
  colours: [
    'red',
    'orange',
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
  ],
  patterns: ['solid', 'striped', 'checked', 'geometric'],
  materials: ['steel', 'titanium', '18k gold', 'leather'],
  occasions: ['office', 'everyday', 'sport', 'gift'],
  uses: [
    ['The strap changes without a tool.', '表带免工具快拆。'],
    ['Wound by your wrist, day after day.', '随腕自动上链。'],
  ],
  price: 899,
  gift: 0.6,
};

const necklaces: Kind = {
  key: 'necklace',
  name: ['Necklaces', '项链'],
  models: [
    model('pendant necklace', '吊坠项链', 'One drop on a fine cable chain.', '细链一坠，简单动人。'),
    model('beaded necklace', '串珠项链', 'Graduated beads, knotted one by one.', '渐变圆珠，逐颗打结。'),
    model(
      'locket necklace',
      '相盒项链',
      'Opens for a picture the size of a thumbnail.',
      '可藏一张拇指大的小照片。',
    ),
  ],
  ...adorn,
  uses: [
    ['Sits just below the collarbone.', '刚好落在锁骨下方。'],
    ['Layer it with a plain chain.', '可与素链叠戴。'],
  ],
  price: 459,
  gift: 0.85,
};

const rings: Kind = {
  key: 'ring',
  name: ['Rings', '戒指'],
  models: [
    model('solitaire ring', '单石戒指', 'A single stone held by four slim claws.', '四爪托起一颗主石。'),
    model('halo ring', '光环戒指', 'A circle of small lights around the centre.', '小石环绕，众星捧月。'),
    model('signet ring', '印章戒指', 'A flat face, ready for initials.', '平面戒台，可刻字母。'),
  ],
  ...adorn,
  uses: [
    ['Resized once for free.', '免费改圈一次。'],
    ['Comfortable on a hand that types all day.', '整天打字也舒适。'],
  ],
  price: 529,
  gift: 0.7,
};

const earrings: Kind = {
  key: 'earrings',
  name: ['Earrings', '耳饰'],
  models: [
    model('drop earrings', '水滴耳坠', 'They swing a little when you laugh.', '笑起来轻轻摇曳。'),
    model(
      'hoop earrings',
      '圈形耳环',
      'Light hoops with a hinge you can close blind.',
      '轻巧圈形，盲扣也顺手。',
    ),
    model('fan earrings', '扇形耳坠', 'An unfolded fan of thin petals.', '如小扇展开的细薄花瓣。'),
  ],
  ...adorn,
  uses: [
    ['Nickel-free posts for sensitive ears.', '无镍耳针，敏感耳可戴。'],
    ['Enough to turn a plain shirt into an outfit.', '素衬衫也能立刻出彩。'],
  ],
  price: 329,
  gift: 0.8,
};

const bracelets: Kind = {
  key: 'bracelet',
  name: ['Bracelets', '手链'],
  models: [
    model(
      'bead bracelet',
      '串珠手链',
      'Polished stones on a strong elastic thread.',
      '抛光圆石，结实弹力绳。',
    ),
    model('bangle', '手镯', 'A smooth oval that follows the wrist.', '椭圆贴腕，圆润光滑。'),
    model('charm bracelet', '吊饰手链', 'Room for one more charm each year.', '每年都可再添一枚吊饰。'),
  ],
  ...adorn,
  uses: [
    ['Wear two and let them talk.', '叠戴两条，叮咚作响。'],
    ['The clasp has a second safety catch.', '双重安全扣。'],
  ],
  price: 299,
  gift: 0.8,
};

export const jewellery: Department = {
  name: ['Watches & jewellery', '钟表珠宝'],
  brands: JEWEL_BRANDS,
  tiers: { value: 0.3, mid: 1, premium: 3, luxury: 14 },
  kinds: [watches, necklaces, rings, earrings, bracelets],
};
