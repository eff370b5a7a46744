import { TOY_BRANDS } from '../brands.ts';
import { model, type Department, type Kind } from '../kind.ts';

const play = {
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
  ],
  occasions: ['gift', 'home', 'party'],
} as const;

const teddies: Kind = {
  key: 'teddy',
  name: ['Soft toys', '毛绒玩具'],
  models: [
    model(
      'teddy bear',
      '泰迪熊',
      'Embroidered eyes and a belly that fits an arm.',
      '刺绣眼睛，肚皮刚好一臂抱。',
    ),
    model(
      'pocket bear',
      '口袋小熊',
      'Small enough for a coat, brave enough for school.',
      '小到能放口袋，勇敢陪上学。',
    ),
    model('sleepy bear', '瞌睡熊', 'Weighted paws for children who stay up.', '加重爪子，哄睡小夜猫。'),
  ],
  patterns: ['solid', 'dotted', 'checked', 'striped', 'floral'],
  materials: ['plush', 'cotton', 'velvet'],
  uses: [
    ['Washable at thirty degrees, hugs included.', '三十度可机洗，怎么抱都行。'],
    ['Safe from the first day of life.', '新生儿即可安心陪伴。'],
  ],
  price: 119,
  gift: 0.8,
  ...play,
};

const balls: Kind = {
  key: 'ball',
  name: ['Balls', '皮球'],
  models: [
    model('playground ball', '操场皮球', 'Bounces true on grass and tiles.', '草地瓷砖都弹得稳。'),
    model(
      'beach ball',
      '沙滩球',
      'Inflates in one breath, folds to a handkerchief.',
      '一口气吹起，折起如手帕。',
    ),
    model('grip ball', '抓握球', 'A texture that small hands can hold.', '纹理防滑，小手易抓。'),
  ],
  patterns: ['solid', 'striped', 'dotted', 'geometric', 'wave'],
  materials: ['silicone', 'foam', 'plastic'],
  uses: [
    ['For two children and one patient dog.', '两个孩子加一只耐心的狗。'],
    ['Soft enough to miss a window.', '足够软，碰到窗户也没事。'],
  ],
  price: 39,
  gift: 0.35,
  ...play,
};

const blocks: Kind = {
  key: 'blocks',
  name: ['Building blocks', '积木'],
  models: [
    model(
      'castle blocks',
      '城堡积木',
      'Arches, towers, and a moat left to fancy.',
      '拱门高塔，护城河靠想象。',
    ),
    model('first blocks', '启蒙积木', 'Big pieces with rounded corners.', '大块圆角，安心启蒙。'),
    model('balance blocks', '平衡积木', 'A lesson in physics that falls over.', '会倒塌的物理课。'),
  ],
  patterns: ['solid', 'striped', 'dotted', 'geometric', 'checked'],
  materials: ['beech', 'oak', 'bamboo', 'foam'],
  uses: [
    ['Comes in a cotton sack that children can close.', '附孩子会自己收的棉布袋。'],
    ['Every edge has been sanded by hand.', '每条边都打磨过。'],
  ],
  price: 149,
  gift: 0.6,
  ...play,
};

const cars: Kind = {
  key: 'toy-car',
  name: ['Toy cars', '玩具车'],
  models: [
    model('push-along car', '惯性小车', 'One push, six metres of hallway.', '一推跑六米走廊。'),
    model('racing car', '赛车玩具', 'Low, quick, with rubber tyres that grip.', '低趴迅捷，橡胶轮胎抓地。'),
    model(
      'delivery van',
      '小货车',
      'Back doors that open for very small parcels.',
      '后门可开，专送迷你包裹。',
    ),
  ],
  patterns: ['solid', 'striped', 'checked', 'dotted', 'geometric'],
  materials: ['beech', 'plastic', 'steel'],
  uses: [
    ['Fits through the tunnel beneath the sofa.', '沙发底下的隧道也能过。'],
    ['No batteries, no noise, no screens.', '无电池、无噪音、无屏幕。'],
  ],
  price: 79,
  gift: 0.55,
  ...play,
};

const kites: Kind = {
  key: 'kite',
  name: ['Kites', '风筝'],
  models: [
    model('diamond kite', '菱形风筝', 'Takes off in a light breeze.', '微风即可起飞。'),
    model('long-tail kite', '长尾风筝', 'Five metres of tail to write on the sky.', '五米长尾，在天空写字。'),
    model(
      'Weifang kite',
      '潍坊风筝',
      'Split bamboo and bright sailcloth, after old masters.',
      '竹骨布面，承袭老艺人手艺。',
    ),
  ],
  patterns: ['solid', 'striped', 'geometric', 'checked', 'wave', 'floral'],
  materials: ['nylon', 'silk', 'bamboo'],
  uses: [
    ['Packs into a tube no longer than an umbrella.', '收纳如一把雨伞长。'],
    ['A hundred metres of line are wound on the reel.', '附百米线轮。'],
  ],
  price: 69,
  gift: 0.5,
  ...play,
};

const robots: Kind = {
  key: 'robot',
  name: ['Robots', '机器人'],
  models: [
    model(
      'wind-up robot',
      '发条机器人',
      'Walks, turns and winks until the spring is tired.',
      '走路转身眨眼，直到发条松完。',
    ),
    model(
      'story robot',
      '故事机器人',
      'Tells forty tales and listens to new ones.',
      '会讲四十个故事，也爱听新故事。',
    ),
    model(
      'coding robot',
      '编程机器人',
      'Arrow cards teach it the way to the kitchen.',
      '用箭头卡片教它走到厨房。',
    ),
  ],
  patterns: ['solid', 'dotted', 'striped', 'geometric', 'checked'],
  materials: ['plastic', 'steel', 'beech'],
  uses: [
    ['For inventors from four to ninety.', '四岁到九十岁的发明家都爱。'],
    ['Spare parts are sold one by one.', '零件可单独购买。'],
  ],
  price: 189,
  gift: 0.65,
  ...play,
};

export const toys: Department = {
  name: ['Toys', '玩具'],
  brands: TOY_BRANDS,
  tiers: { value: 0.55, mid: 1, premium: 2, luxury: 5 },
  kinds: [teddies, balls, blocks, cars, kites, robots],
};
