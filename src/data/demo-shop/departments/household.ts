import { CARE_BRANDS } from '../brands.ts';
import { model, type Department, type Kind } from '../kind.ts';

const daily = {
  colours: ['blue', 'teal', 'green', 'yellow', 'orange', 'pink', 'purple', 'white', 'red', 'navy'],
  occasions: ['everyday', 'home'],
  gift: 0.02,
} as const;

const laundry: Kind = {
  key: 'laundry',
  name: ['Laundry liquid', '洗衣液'],
  models: [
    model(
      'Cold-wash laundry liquid',
      '冷水洗衣液',
      'Works at twenty degrees, so colours last.',
      '二十度冷水即可洁净，护色持久。',
    ),
    model(
      'Gentle laundry liquid',
      '温和洗衣液',
      'For baby clothes, wool and easily upset skin.',
      '婴儿衣物、羊毛与敏感肌皆可用。',
    ),
    model(
      'Sport laundry liquid',
      '运动洗衣液',
      'Takes the gym out of technical fabrics.',
      '专除运动衣物汗味。',
    ),
  ],
  patterns: ['solid', 'wave', 'dotted', 'geometric'],
  materials: ['sea minerals', 'botanicals', 'essential oils'],
  packaging: ['bottle', '瓶装'],
  uses: [
    ['One cap is enough for a full drum.', '一盖洗满一桶。'],
    ['Rinses clean, even in hard water.', '硬水也能漂得干净。'],
  ],
  price: 36,
  sizes: [
    ['1 L', 0.7],
    ['2 L', 1.2],
    ['3 L', 1.7],
  ],
  restockDays: 32,
  ...daily,
};

const dishSoap: Kind = {
  key: 'dish-soap',
  name: ['Dish soap', '洗洁精'],
  models: [
    model('Citrus dish soap', '柑橘洗洁精', 'Cuts grease and smells of fresh peel.', '去油快，带鲜橙皮香。'),
    model(
      'Bare dish soap',
      '无香洗洁精',
      'No scent, no dye, no film on the glass.',
      '无香无色，玻璃杯不留痕。',
    ),
    model(
      'Herb garden dish soap',
      '香草洗洁精',
      'Rosemary and sage for the longest chore.',
      '迷迭香鼠尾草，让洗碗也治愈。',
    ),
  ],
  patterns: ['solid', 'striped', 'dotted', 'floral'],
  materials: ['botanicals', 'essential oils', 'sea minerals'],
  packaging: ['bottle', '瓶装'],
  uses: [
    ['A drop on the sponge does a sinkful.', '一滴洗一池。'],
    ['Kind enough to go without gloves.', '温和不伤手。'],
  ],
  price: 16,
  sizes: [
    ['500 ml', 0.8],
    ['1 L', 1.35],
  ],
  restockDays: 26,
  ...daily,
};

const tissues: Kind = {
  key: 'tissues',
  name: ['Tissues', '抽纸'],
  models: [
    model('Cloud-soft tissues', '云柔抽纸', 'Three plies, pressed without glue.', '三层压花，无胶更柔。'),
    model(
      'Lotion tissues',
      '保湿乳霜纸',
      'With a trace of lotion for sore noses.',
      '微含乳霜，鼻子红了也不疼。',
    ),
    model('Desk tissues', '桌面抽纸', 'A box handsome enough to leave out.', '盒子好看，放桌上也不违和。'),
  ],
  patterns: ['solid', 'floral', 'geometric', 'wave', 'dotted', 'checked'],
  materials: ['paper', 'bamboo'],
  packaging: ['box', '盒装'],
  uses: [
    ['One for each room, one for the car.', '每个房间一盒，车里再备一盒。'],
    ['They stay whole when wet.', '湿了也不破。'],
  ],
  price: 18,
  sizes: [
    ['3 pcs', 0.6],
    ['6 pcs', 1.1],
    ['12 pcs', 2],
  ],
  restockDays: 20,
  ...daily,
};

const kitchenRoll: Kind = {
  key: 'kitchen-roll',
  name: ['Kitchen roll', '厨房纸'],
  models: [
    model(
      'Half-sheet kitchen roll',
      '半张易撕厨房纸',
      'Tears in half where a whole sheet is waste.',
      '半张易撕，不浪费。',
    ),
    model(
      'Printed kitchen roll',
      '印花厨房纸',
      'A cheerful print in food-safe ink.',
      '食品级油墨印花，赏心悦目。',
    ),
    model(
      'Big-thirst kitchen roll',
      '强吸水厨房纸',
      'Drinks up a spilled glass in one pass.',
      '一张吸干一杯水。',
    ),
  ],
  patterns: ['striped', 'dotted', 'checked', 'floral', 'geometric', 'wave'],
  materials: ['paper', 'bamboo'],
  uses: [
    ['For frying pans, windows and small disasters.', '擦锅、擦窗、应付小意外。'],
    ['Strong enough to rinse and use again.', '冲一冲还能再用。'],
  ],
  price: 15,
  sizes: [
    ['2 rolls', 0.6],
    ['4 rolls', 1.1],
    ['8 rolls', 2],
  ],
  restockDays: 24,
  ...daily,
};

const spray: Kind = {
  key: 'spray',
  name: ['Cleaning spray', '清洁喷雾'],
  models: [
    model(
      'All-surface spray',
      '多用清洁喷雾',
      'Spray, wipe, done: no rinsing, no streaks.',
      '一喷一擦，免冲洗不留痕。',
    ),
    model(
      'Kitchen degreaser',
      '厨房去油喷雾',
      'Dissolves the film that hoods collect.',
      '油烟机积油，一喷即溶。',
    ),
    model(
      'Bathroom spray',
      '浴室除垢喷雾',
      'Removes limescale and leaves a fresh scent.',
      '去水垢，留清香。',
    ),
  ],
  patterns: ['solid', 'striped', 'wave', 'geometric'],
  materials: ['sea minerals', 'botanicals', 'essential oils'],
  packaging: ['bottle', '瓶装'],
  uses: [
    ['Refill it; the bottle lasts for years.', '可补充装，瓶子能用好几年。'],
    ['Safe for worktops where you roll dough.', '揉面的台面也放心用。'],
  ],
  price: 22,
  sizes: [
    ['500 ml', 1],
    ['750 ml', 1.35],
  ],
  restockDays: 36,
  ...daily,
};

export const household: Department = {
  name: ['Household', '家清日用'],
  brands: CARE_BRANDS.filter(({ tier }) => tier !== 'luxury'),
  tiers: { value: 0.7, mid: 1, premium: 1.7, luxury: 3 },
  kinds: [laundry, dishSoap, tissues, kitchenRoll, spray],
};
