import { HOME_BRANDS } from '../brands.ts';
import { model, type Department, type Kind } from '../kind.ts';

const any = {
  colours: [
    'white',
    'beige',
    'brown',
    'blue',
    'navy',
    'teal',
    'green',
    'yellow',
    'orange',
    'red',
    'pink',
    'purple',
    'grey',
    'black',
  ],
  occasions: ['home', 'gift', 'everyday'],
} as const;

const mug: Kind = {
  key: 'mug',
  name: ['Mugs', '马克杯'],
  models: [
    model('Breakfast mug', '早餐马克杯', 'A generous handle takes three fingers.', '宽大杯耳，三指可握。'),
    model(
      'Camp mug',
      '露营杯',
      'Rolled rim, straight sides, ready for the garden.',
      '卷边直身，庭院露营皆宜。',
    ),
    model(
      'Tulip mug',
      '郁金香杯',
      'The lip flares a little, so coffee tastes rounder.',
      '微敞杯口，入口更圆润。',
    ),
  ],
  patterns: ['solid', 'striped', 'dotted', 'checked', 'floral', 'geometric', 'wave'],
  materials: ['porcelain', 'stoneware', 'bone china'],
  uses: [
    ['Holds 350 ml and goes through the dishwasher.', '容量350毫升，可进洗碗机。'],
    ['Stacks neatly on the shelf with its sisters.', '可整齐叠放。'],
  ],
  price: 49,
  gift: 0.6,
  ...any,
};

const teapot: Kind = {
  key: 'teapot',
  name: ['Teapots', '茶壶'],
  models: [
    model('Round-belly teapot', '圆腹茶壶', 'Pours in a clean arc and never drips.', '出水成弧，断水利落。'),
    model(
      'Afternoon teapot',
      '下午茶壶',
      'Four cups, with a basket for loose leaves.',
      '四杯容量，内置茶漏。',
    ),
    model(
      'One-hand teapot',
      '单手壶',
      'Balanced so that lid and handle need one hand.',
      '重心巧妙，单手即可执壶。',
    ),
  ],
  patterns: ['solid', 'floral', 'wave', 'striped', 'dotted', 'geometric'],
  materials: ['porcelain', 'stoneware', 'bone china', 'cast iron'],
  uses: [
    ['For long talks and short winters.', '围炉长谈，冬日不长。'],
    ['Warm it first; the tea will thank you.', '先温壶，茶更香。'],
  ],
  price: 169,
  gift: 0.7,
  ...any,
};

const bowl: Kind = {
  key: 'bowl',
  name: ['Bowls', '碗'],
  models: [
    model('Noodle bowl', '面碗', 'Deep enough for broth, wide enough for toppings.', '深可盛汤，宽可码菜。'),
    model(
      'Salad bowl',
      '沙拉碗',
      'A low, open shape that shows off what is inside.',
      '浅口敞开，色彩一览无余。',
    ),
    model('Rice bowl', '饭碗', 'The foot stays cool while the rice stays hot.', '碗足不烫手，米饭不易凉。'),
  ],
  patterns: ['solid', 'wave', 'floral', 'striped', 'geometric', 'checked'],
  materials: ['porcelain', 'stoneware', 'bone china'],
  uses: [
    ['Microwave and dishwasher are no problem.', '微波炉、洗碗机均可。'],
    ['Looks complete on its own, better in fours.', '单只已好看，成套更佳。'],
  ],
  price: 45,
  gift: 0.4,
  ...any,
};

const cushion: Kind = {
  key: 'cushion',
  name: ['Cushions', '抱枕'],
  models: [
    model('Sofa cushion', '沙发抱枕', 'Plump feather filling behind a hidden zip.', '羽绒饱满，隐形拉链。'),
    model('Reading cushion', '阅读靠枕', 'Firm at the back, soft at the neck.', '腰部承托，颈部柔软。'),
    model('Piped cushion', '滚边抱枕', 'Contrast piping draws a neat outline.', '撞色滚边，轮廓利落。'),
  ],
  patterns: ['solid', 'striped', 'dotted', 'checked', 'floral', 'geometric', 'wave'],
  materials: ['linen', 'cotton', 'velvet', 'wool', 'silk'],
  uses: [
    ['Two of them change a whole room.', '两只就能换一室风情。'],
    ['The cover comes off for the wash.', '枕套可拆洗。'],
  ],
  price: 99,
  gift: 0.45,
  ...any,
};

const lamp: Kind = {
  key: 'lamp',
  name: ['Table lamps', '台灯'],
  models: [
    model(
      'Mushroom lamp',
      '蘑菇台灯',
      'A dome that spreads a low, warm pool of light.',
      '圆顶灯罩，暖光漫开。',
    ),
    model('Bedside lamp', '床头灯', 'Dims by touch, down to a candle.', '触控调光，可暗至烛光。'),
    model('Drum-shade lamp', '鼓形灯罩台灯', 'A fabric shade on a turned base.', '布艺灯罩，车木底座。'),
  ],
  patterns: ['solid', 'striped', 'dotted', 'floral', 'checked', 'geometric'],
  materials: ['brass', 'steel', 'oak', 'linen'],
  uses: [
    ['Right for a bedside, a bookshelf or a hall.', '床头、书架、玄关都合适。'],
    ['Takes any warm LED bulb.', '适配各类暖光LED灯泡。'],
  ],
  price: 239,
  gift: 0.35,
  ...any,
};

const vase: Kind = {
  key: 'vase',
  name: ['Vases', '花瓶'],
  models: [
    model(
      'Shoulder vase',
      '梅瓶',
      'High shoulders and a narrow neck for one branch.',
      '高肩窄口，一枝即成景。',
    ),
    model('Bottle vase', '胆瓶', 'A drop-shaped body, thrown on the wheel.', '手拉坯胆形瓶身。'),
    model(
      'Ginger-jar vase',
      '将军罐花瓶',
      'Full and upright, after the old spice jars.',
      '饱满端正，取形将军罐。',
    ),
  ],
  patterns: ['solid', 'wave', 'floral', 'striped', 'geometric', 'dotted'],
  materials: ['porcelain', 'stoneware', 'glass', 'crystal'],
  uses: [
    ['Handsome even when it is empty.', '不插花也好看。'],
    ['Three tulips or one plum branch will do.', '三枝郁金香或一枝梅足矣。'],
  ],
  price: 159,
  gift: 0.6,
  ...any,
};

const candle: Kind = {
  key: 'candle',
  name: ['Scented candles', '香薰蜡烛'],
  models: [
    model(
      'Fig-leaf candle',
      '无花果叶香薰蜡烛',
      'Green, milky, like shade in August.',
      '青绿带奶香，如八月树荫。',
    ),
    model(
      'Cedar and tea candle',
      '雪松茶香蜡烛',
      'Dry wood, black tea, a window open.',
      '干燥木香与红茶，窗外有风。',
    ),
    model(
      'White peony candle',
      '白牡丹香薰蜡烛',
      'A soft bouquet that fills a room slowly.',
      '柔和花束香，慢慢盈满房间。',
    ),
  ],
  patterns: ['solid', 'striped', 'floral', 'geometric', 'wave', 'dotted'],
  materials: ['soy wax', 'essential oils'],
  packaging: ['jar', '杯装'],
  uses: [
    ['Burns for fifty calm hours.', '可静静燃烧五十小时。'],
    ['Trim the wick and it never smokes.', '剪短烛芯，不冒黑烟。'],
  ],
  price: 108,
  gift: 0.85,
  ...any,
};

const pan: Kind = {
  key: 'pan',
  name: ['Pots & pans', '锅具'],
  models: [
    model('Dutch oven', '珐琅铸铁锅', 'Goes from hob to oven to table.', '炉灶、烤箱、餐桌一锅到底。'),
    model('Milk pan', '奶锅', 'Two pouring lips, for either hand.', '双侧导流嘴，左右手都顺。'),
    model('Stew pot', '炖锅', 'The heavy lid bastes the stew by itself.', '厚重锅盖，自循环锁汁。'),
  ],
  patterns: ['solid', 'dotted', 'checked', 'floral'],
  materials: ['cast iron', 'steel', 'aluminium'],
  uses: [
    ['Braise on Sunday, eat well until Wednesday.', '周日一锅炖，吃到周三。'],
    ['For induction, gas and everything else.', '电磁炉、燃气灶通用。'],
  ],
  price: 289,
  gift: 0.3,
  ...any,
};

export const home: Department = {
  name: ['Home & kitchen', '家居厨房'],
  brands: HOME_BRANDS,
  tiers: { value: 0.55, mid: 1, premium: 2.1, luxury: 5.5 },
  kinds: [mug, teapot, bowl, cushion, lamp, vase, candle, pan],
};
