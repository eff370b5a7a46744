import { DEVICE_BRANDS } from '../brands.ts';
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
  'white',
  'grey',
  'black',
  'silver',
  'gold',
] as const;

const phones: Kind = {
  key: 'phone',
  name: ['Phones', '手机'],
  models: [
    model('compact smartphone', '小屏手机', 'Fits one hand and every pocket.', '单手可握，口袋随放。'),
    model('camera smartphone', '影像手机', 'A night mode that needs no tripod.', '手持也能拍好夜景。'),
    model(
      'two-day smartphone',
      '长续航手机',
      'Charge it on Monday, again on Wednesday.',
      '周一充满，周三再充。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid'],
  materials: ['aluminium', 'glass', 'titanium'],
  occasions: ['everyday', 'office', 'gift'],
  uses: [
    ['Seven years of updates are promised in writing.', '书面承诺七年系统更新。'],
    ['The battery can be changed with one screwdriver.', '一把螺丝刀即可换电池。'],
  ],
  price: 2499,
  gift: 0.25,
};

const cases: Kind = {
  key: 'phone-case',
  name: ['Phone cases', '手机壳'],
  models: [
    model('drop-safe phone case', '防摔手机壳', 'Raised corners take the fall.', '四角加高，摔落无忧。'),
    model(
      'slim phone case',
      '超薄手机壳',
      'Nine tenths of a millimetre of quiet protection.',
      '0.9毫米，轻薄护机。',
    ),
    model(
      'magnetic phone case',
      '磁吸手机壳',
      'Snaps to chargers, stands and car mounts.',
      '磁吸充电、支架、车载通用。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'dotted', 'checked', 'floral', 'geometric', 'wave'],
  materials: ['silicone', 'polycarbonate', 'leather', 'vegan leather'],
  occasions: ['everyday', 'gift', 'travel'],
  uses: [
    ['Buttons click as they did before.', '按键手感如初。'],
    ['The print lies under the surface, so it never rubs off.', '图案内嵌，不会磨掉。'],
  ],
  price: 69,
  gift: 0.35,
};

const headphones: Kind = {
  key: 'headphones',
  name: ['Headphones', '头戴耳机'],
  models: [
    model(
      'quiet headphones',
      '降噪耳机',
      'The carriage disappears, the music stays.',
      '隔绝车厢噪音，只留音乐。',
    ),
    model(
      'studio headphones',
      '录音室耳机',
      'Flat, honest sound and a coiled cable in the box.',
      '原音重现，附螺旋线。',
    ),
    model('open-air headphones', '开放式耳机', 'Light on the head, wide in sound.', '佩戴轻盈，声场开阔。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'geometric', 'dotted'],
  materials: ['aluminium', 'plastic', 'leather', 'titanium'],
  occasions: ['travel', 'office', 'home'],
  uses: [
    ['Forty hours on one charge.', '一次充电听四十小时。'],
    ['Folds flat into a case with a zip.', '可折叠收入拉链盒。'],
  ],
  price: 599,
  gift: 0.45,
};

const speakers: Kind = {
  key: 'speaker',
  name: ['Speakers', '音箱'],
  models: [
    model('shelf speaker', '书架音箱', 'Warm voices and a bass that behaves.', '人声温暖，低音克制。'),
    model(
      'garden speaker',
      '户外音箱',
      'Rain, sand and a fall from the table are fine.',
      '防雨防沙，跌落无碍。',
    ),
    model(
      'radio speaker',
      '收音机音箱',
      'A real dial for stations and a clear alarm.',
      '实体旋钮调台，清晰闹钟。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'dotted', 'checked', 'geometric'],
  materials: ['walnut', 'oak', 'plastic', 'aluminium'],
  occasions: ['home', 'party', 'travel'],
  uses: [
    ['Two of them find each other as a pair.', '两台自动组成立体声。'],
    ['Turns a kitchen into a small concert.', '让厨房变成小型音乐会。'],
  ],
  price: 399,
  gift: 0.45,
};

const laptops: Kind = {
  key: 'laptop',
  name: ['Laptops', '笔记本电脑'],
  models: [
    model(
      '13-inch laptop',
      '13寸轻薄本',
      'Under a kilogram, with a keyboard for novelists.',
      '不足一公斤，键盘手感一流。',
    ),
    model(
      'creator laptop',
      '设计师笔记本',
      'A screen that shows colour as it prints.',
      '屏幕所见即印刷所得。',
    ),
    model(
      'student laptop',
      '学生笔记本',
      'Survives a backpack, a bus and an essay night.',
      '扛得住书包、公交和通宵论文。',
    ),
  ],
  colours: COLOURS,
  patterns: ['solid'],
  materials: ['aluminium', 'plastic', 'titanium'],
  occasions: ['office', 'travel', 'home'],
  uses: [
    ['Quiet in the library, quick in the studio.', '图书馆里安静，工作室里迅捷。'],
    ['Charges through any USB-C plug.', '任意USB-C即可充电。'],
  ],
  price: 4699,
  gift: 0.1,
};

const powerBanks: Kind = {
  key: 'power-bank',
  name: ['Power banks', '充电宝'],
  models: [
    model(
      'pocket power bank',
      '口袋充电宝',
      'One full phone, the size of a lipstick box.',
      '满充一次手机，口红盒大小。',
    ),
    model(
      'trail power bank',
      '户外充电宝',
      'Four days of phone in a drop-proof shell.',
      '抗摔外壳，四天电量。',
    ),
    model('desk power bank', '快充充电宝', 'Fast enough for a laptop, too.', '笔记本也能快充。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'striped', 'dotted', 'geometric', 'wave'],
  materials: ['aluminium', 'plastic', 'silicone'],
  occasions: ['travel', 'everyday', 'office'],
  uses: [
    ['Allowed in every cabin.', '可带上飞机。'],
    ['A small display tells the truth in percent.', '小屏显示真实电量百分比。'],
  ],
  price: 139,
  gift: 0.3,
};

const cameras: Kind = {
  key: 'camera',
  name: ['Cameras', '相机'],
  models: [
    model(
      'instant camera',
      '拍立得相机',
      'The picture is in your hand before the laugh ends.',
      '笑声未落，照片已在手中。',
    ),
    model(
      'rangefinder camera',
      '旁轴相机',
      'Silent shutter, three dials, nothing in the way.',
      '静音快门，三个转盘，心无旁骛。',
    ),
    model('pocket camera', '口袋相机', 'A sharp lens that fits in a jacket.', '锐利镜头，揣进外套就走。'),
  ],
  colours: COLOURS,
  patterns: ['solid', 'checked', 'geometric'],
  materials: ['aluminium', 'leather', 'plastic'],
  occasions: ['travel', 'party', 'gift'],
  uses: [
    ['For holidays, and for Tuesdays.', '假期要拍，平凡的周二也要拍。'],
    ['Shares to a phone without a cable.', '无线传图到手机。'],
  ],
  price: 1799,
  gift: 0.35,
};

export const electronics: Department = {
  name: ['Electronics', '数码'],
  brands: DEVICE_BRANDS,
  tiers: { value: 0.5, mid: 1, premium: 1.8, luxury: 3.4 },
  kinds: [phones, cases, headphones, speakers, laptops, powerBanks, cameras],
};
