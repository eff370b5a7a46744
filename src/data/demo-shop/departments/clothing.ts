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
const PATTERNS = ['solid', 'striped', 'dotted', 'checked', 'floral', 'geometric', 'wave'] as const;

const tShirt: Kind = {
  key: 't-shirt',
  name: ['T-shirts', 'T恤'],
  models: [
    model(
      'heavyweight T-shirt',
      '重磅T恤',
      'A dense knit that keeps its neckline.',
      '厚实针织，领口不变形。',
    ),
    model(
      'boxy pocket T-shirt',
      '宽松口袋T恤',
      'Cut short and wide, with one useful pocket.',
      '短版宽松，胸前实用小口袋。',
    ),
    model(
      'crew-neck T-shirt',
      '圆领T恤',
      'Side seams that stay straight after fifty washes.',
      '水洗五十次，侧缝依然笔直。',
    ),
  ],
  colours: COLOURS,
  patterns: PATTERNS,
  materials: ['cotton', 'linen', 'mesh', 'silk'],
  occasions: ['everyday', 'sport', 'travel'],
  uses: [
    ['Wear it alone or under an open shirt.', '单穿或内搭都好。'],
    ['Size up for an easy weekend fit.', '拍大一码更显随性。'],
  ],
  price: 99,
  gift: 0.25,
};

const shirt: Kind = {
  key: 'shirt',
  name: ['Shirts', '衬衫'],
  models: [
    model(
      'Oxford shirt',
      '牛津纺衬衫',
      'The collar rolls softly, with or without a tie.',
      '领型柔和，打不打领带都好看。',
    ),
    model('resort shirt', '度假衬衫', 'An open collar and an easy straight hem.', '敞领直摆，松弛惬意。'),
    model('poplin shirt', '府绸衬衫', 'Crisp in the morning and still crisp at six.', '从早到晚都挺括。'),
  ],
  colours: COLOURS,
  patterns: PATTERNS,
  materials: ['cotton', 'linen', 'silk'],
  occasions: ['office', 'everyday', 'travel'],
  uses: [
    ['Tuck it in for work, leave it out for dinner.', '塞进去通勤，放出来赴约。'],
    ['A warm iron is all it needs.', '低温熨烫即可。'],
  ],
  price: 189,
  gift: 0.3,
};

const sweater: Kind = {
  key: 'sweater',
  name: ['Sweaters', '毛衣'],
  models: [
    model(
      'crew-neck sweater',
      '圆领毛衣',
      'Ribbed cuffs hold their shape all winter.',
      '罗纹袖口，一冬不松垮。',
    ),
    model(
      'raglan sweater',
      '插肩毛衣',
      'No shoulder seams, so it moves as you do.',
      '无肩缝设计，行动自如。',
    ),
    model(
      'fisherman sweater',
      '渔夫毛衣',
      'Knitted thick, after the coats of island crews.',
      '厚实针织，灵感来自海岛渔夫。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'dotted', 'checked', 'geometric', 'wave'],
  materials: ['wool', 'cashmere', 'cotton'],
  occasions: ['everyday', 'office', 'travel'],
  uses: [
    ['Goes over a shirt on cold office days.', '套在衬衫外，冷天通勤正好。'],
    ['Wash it cool and dry it flat.', '冷水手洗，平铺晾干。'],
  ],
  price: 269,
  gift: 0.5,
};

const dress: Kind = {
  key: 'dress',
  name: ['Dresses', '连衣裙'],
  models: [
    model('tea dress', '茶歇裙', 'A fitted waist and a skirt that turns.', '收腰设计，裙摆摇曳。'),
    model('slip dress', '吊带裙', 'Cut on the bias, light as an evening.', '斜裁工艺，轻盈如晚风。'),
    model(
      'A-line dress',
      'A字连衣裙',
      'Falls straight from the shoulder, hides two pockets.',
      '肩线自然垂落，藏着两个口袋。',
    ),
  ],
  colours: COLOURS,
  patterns: PATTERNS,
  materials: ['cotton', 'linen', 'silk', 'velvet'],
  occasions: ['party', 'everyday', 'travel', 'office'],
  uses: [
    ['With trainers by day and heels by night.', '白天配球鞋，晚上配高跟。'],
    ['Rolls up small for a weekend bag.', '卷起来塞进周末行囊。'],
  ],
  price: 329,
  gift: 0.3,
};

const skirt: Kind = {
  key: 'skirt',
  name: ['Skirts', '半身裙'],
  models: [
    model('pleated skirt', '百褶裙', 'Sharp pleats that never need an iron.', '褶线分明，免熨烫。'),
    model(
      'midi skirt',
      '中长半身裙',
      'Stops at the prettiest point of the calf.',
      '长度刚好落在小腿最美处。',
    ),
    model('flared skirt', '伞裙', 'A full circle for those who like to spin.', '大摆伞裙，转圈必备。'),
  ],
  colours: COLOURS,
  patterns: PATTERNS,
  materials: ['cotton', 'linen', 'wool', 'denim', 'silk'],
  occasions: ['everyday', 'office', 'party'],
  uses: [
    ['The hidden elastic forgives a good lunch.', '隐形松紧腰，饱餐一顿也不怕。'],
    ['Pairs with every knit you own.', '和衣柜里每件针织都搭。'],
  ],
  price: 219,
  gift: 0.2,
};

const coat: Kind = {
  key: 'coat',
  name: ['Coats', '大衣外套'],
  models: [
    model(
      'wrap coat',
      '系带大衣',
      'A deep lapel and a belt, in place of buttons.',
      '大翻领配腰带，不用一颗扣。',
    ),
    model(
      'car coat',
      '短款大衣',
      'Short enough to drive in, warm enough to walk.',
      '短版好活动，保暖不臃肿。',
    ),
    model('trench coat', '风衣', 'Storm flap, deep pockets, a good swing.', '防风盖片，深口袋，走路带风。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'checked', 'striped', 'geometric'],
  materials: ['wool', 'cashmere', 'cotton', 'nylon'],
  occasions: ['everyday', 'office', 'travel'],
  uses: [
    ['Roomy enough for a thick knit underneath.', '里面套厚毛衣也宽裕。'],
    ['Fully lined, with a pocket for the phone inside.', '全里衬，内袋可放手机。'],
  ],
  price: 689,
  gift: 0.15,
};

const trousers: Kind = {
  key: 'trousers',
  name: ['Trousers', '裤装'],
  models: [
    model('wide-leg trousers', '阔腿裤', 'High at the waist, easy at the ankle.', '高腰阔腿，脚踝自在。'),
    model('tapered chinos', '锥形休闲裤', 'Room at the thigh, neat at the hem.', '大腿宽松，裤脚利落。'),
    model('straight trousers', '直筒裤', 'One clean line from hip to shoe.', '从腰到鞋，一线到底。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'checked', 'geometric'],
  materials: ['cotton', 'linen', 'wool', 'denim', 'nylon'],
  occasions: ['office', 'everyday', 'travel'],
  uses: [
    ['Cuff them once in summer.', '夏天可卷一道边。'],
    ['The pockets are deep and real.', '口袋又深又实用。'],
  ],
  price: 239,
  gift: 0.12,
};

const scarf: Kind = {
  key: 'scarf',
  name: ['Scarves', '围巾'],
  models: [
    model('fringed scarf', '流苏围巾', 'Long enough for two turns and a knot.', '够绕两圈再打个结。'),
    model(
      'blanket scarf',
      '披肩围巾',
      'A scarf on the street, a blanket on the train.',
      '出门是围巾，车上是毯子。',
    ),
    model('travel scarf', '旅行围巾', 'Folds to the size of a paperback.', '折起来只有一本书大。'),
  ],
  colours: COLOURS,
  patterns: PATTERNS,
  materials: ['wool', 'cashmere', 'silk', 'cotton'],
  occasions: ['everyday', 'travel', 'gift'],
  uses: [
    ['The kindest thing to give in November.', '十一月最暖心的礼物。'],
    ['Fits under a coat without bulk.', '大衣里也不显臃肿。'],
  ],
  price: 149,
  gift: 0.8,
};

export const clothing: Department = {
  name: ['Clothing', '服饰'],
  brands: FASHION_BRANDS,
  tiers: { value: 0.5, mid: 1, premium: 2.3, luxury: 7 },
  kinds: [tShirt, shirt, sweater, dress, skirt, coat, trousers, scarf],
};
