/** What things are made of. `family` is what tastes are about: someone who likes silk tends to like cashmere. */
import type { Words } from './words.ts';

export const MATERIAL_FAMILIES = [
  'plant fibre',
  'fine fibre',
  'technical',
  'leather',
  'metal',
  'wood',
  'ceramic',
  'glass',
  'botanical',
  'mineral',
] as const;
export type MaterialFamily = (typeof MATERIAL_FAMILIES)[number];

interface Material {
  readonly zh: string;
  readonly family: MaterialFamily;
  readonly sentence: Words;
}

const material = (zh: string, family: MaterialFamily, en: string, sentenceZh: string): Material => ({
  zh,
  family,
  sentence: [en, sentenceZh],
});

/** Keys are the English names, and the values of the `material` attribute. */
export const MATERIALS = {
  cotton: material(
    '棉',
    'plant fibre',
    'Soft combed cotton breathes well and washes easily.',
    '精梳棉柔软透气，机洗无忧。',
  ),
  linen: material(
    '亚麻',
    'plant fibre',
    'Linen stays cool and grows softer with every wash.',
    '亚麻清爽透气，越洗越柔软。',
  ),
  canvas: material(
    '帆布',
    'plant fibre',
    'Tightly woven canvas holds its shape for years.',
    '厚实帆布织造紧密，久用不变形。',
  ),
  denim: material(
    '牛仔布',
    'plant fibre',
    'The denim starts firm and soon follows your shape.',
    '牛仔布初时挺括，越穿越合身。',
  ),
  bamboo: material(
    '竹',
    'wood',
    'Fast-growing bamboo is smooth, light and naturally fresh.',
    '竹材光滑轻巧，天然清新。',
  ),
  paper: material(
    '原生木浆',
    'plant fibre',
    'Long virgin fibres keep it soft and strong when wet.',
    '原生木浆纤维长，柔软且湿水不易破。',
  ),
  silk: material(
    '真丝',
    'fine fibre',
    'Mulberry silk falls lightly and shines softly.',
    '桑蚕丝垂坠轻盈，光泽柔和。',
  ),
  wool: material(
    '羊毛',
    'fine fibre',
    'Fine merino wool warms without weight or itch.',
    '细支美利奴羊毛，温暖轻盈不扎人。',
  ),
  cashmere: material(
    '羊绒',
    'fine fibre',
    'Long-staple cashmere feels like a warm cloud.',
    '长绒山羊绒，触感如暖云。',
  ),
  velvet: material(
    '丝绒',
    'fine fibre',
    'Dense velvet catches the light as it moves.',
    '丝绒细密，随动作泛起柔光。',
  ),
  plush: material(
    '毛绒',
    'fine fibre',
    'The plush is dense, washable and made for hugging.',
    '毛绒浓密可水洗，抱着特别舒服。',
  ),
  nylon: material(
    '尼龙',
    'technical',
    'Ripstop nylon sheds rain and dries in minutes.',
    '防撕裂尼龙，泼水易干。',
  ),
  mesh: material(
    '网布',
    'technical',
    'Engineered mesh lets air through where it is needed.',
    '工程网布在需要的地方透气。',
  ),
  silicone: material(
    '硅胶',
    'technical',
    'Liquid silicone is grippy, soft and easy to wipe clean.',
    '液态硅胶防滑亲肤，一擦即净。',
  ),
  polycarbonate: material(
    '聚碳酸酯',
    'technical',
    'Tough polycarbonate bends before it ever breaks.',
    '聚碳酸酯坚韧抗摔，受力回弹。',
  ),
  plastic: material(
    '树脂',
    'technical',
    'The food-safe resin has no smell and no sharp edge.',
    '食品级树脂，无异味、无毛边。',
  ),
  foam: material(
    '轻弹泡棉',
    'technical',
    'Springy foam gives back energy with each move.',
    '轻弹泡棉，步步回弹。',
  ),
  leather: material(
    '牛皮',
    'leather',
    'Full-grain leather deepens in colour as the years pass.',
    '头层牛皮，岁月会让它的色泽更醇厚。',
  ),
  suede: material(
    '麂皮',
    'leather',
    'Brushed suede is matt, warm and pleasant to touch.',
    '麂皮绒面哑光温润，手感极佳。',
  ),
  calfskin: material(
    '小牛皮',
    'leather',
    'Supple calfskin is cut from single hides and edge-painted.',
    '小牛皮整张裁切，边缘手工封油。',
  ),
  'vegan leather': material(
    '植物基皮革',
    'leather',
    'The plant-based leather wipes clean with a damp cloth.',
    '植物基皮革，湿布一擦就干净。',
  ),
  steel: material(
    '不锈钢',
    'metal',
    'Brushed stainless steel resists rust, knocks and time.',
    '拉丝不锈钢，防锈耐磕碰。',
  ),
  aluminium: material(
    '铝合金',
    'metal',
    'An aluminium body, milled from one piece, stays cool and rigid.',
    '一体铣削铝合金机身，坚挺散热。',
  ),
  brass: material(
    '黄铜',
    'metal',
    'Solid brass gains a gentle patina of its own.',
    '实心黄铜，会慢慢养出温润包浆。',
  ),
  'cast iron': material(
    '铸铁',
    'metal',
    'Heavy cast iron spreads heat evenly and keeps it.',
    '厚重铸铁，受热均匀，蓄热持久。',
  ),
  'sterling silver': material(
    '925银',
    'metal',
    'Sterling silver is polished to a soft mirror.',
    '925银抛光如柔镜。',
  ),
  '18k gold': material(
    '18K金',
    'metal',
    'Warm 18-carat gold is cast, not plated.',
    '18K金一体铸造，绝非镀层。',
  ),
  titanium: material(
    '钛',
    'metal',
    'Titanium is skin-friendly and half the weight of steel.',
    '钛金属亲肤，重量仅为钢的一半。',
  ),
  oak: material(
    '橡木',
    'wood',
    'Solid oak from managed forests, rubbed with plant oil.',
    '可持续林区实心橡木，植物油擦拭养护。',
  ),
  walnut: material(
    '胡桃木',
    'wood',
    'Dark walnut shows a grain that is never the same twice.',
    '胡桃木色泽沉稳，木纹独一无二。',
  ),
  beech: material(
    '榉木',
    'wood',
    'Smooth beech is sanded five times and free of splinters.',
    '榉木五道打磨，光滑无毛刺。',
  ),
  porcelain: material(
    '瓷',
    'ceramic',
    'White porcelain from Jingdezhen rings when tapped.',
    '景德镇白瓷，轻叩有声。',
  ),
  stoneware: material(
    '粗陶',
    'ceramic',
    'Stoneware with a reactive glaze keeps food warm for longer.',
    '窑变釉粗陶，保温更持久。',
  ),
  'bone china': material(
    '骨瓷',
    'ceramic',
    'Thin bone china lets the light shine through.',
    '骨瓷胎薄透光，温润如玉。',
  ),
  glass: material(
    '玻璃',
    'glass',
    'Thick clear glass protects what is inside.',
    '厚实通透的玻璃，守护内里。',
  ),
  crystal: material(
    '水晶玻璃',
    'glass',
    'Cut crystal throws little rainbows.',
    '切面水晶玻璃，折出点点彩虹。',
  ),
  'open-field grown': material(
    '露天种植',
    'botanical',
    'Grown in open fields and picked at dawn.',
    '露天种植，清晨采摘。',
  ),
  'mountain grown': material(
    '高山种植',
    'botanical',
    'Cool mountain nights give it a deep, sweet taste.',
    '高山昼夜温差大，滋味浓甜。',
  ),
  'free-range': material(
    '散养',
    'botanical',
    'From hens that roam a bamboo grove all day.',
    '母鸡整日散养于竹林之间。',
  ),
  'single origin': material(
    '单一产地',
    'botanical',
    'Everything comes from a single named farm.',
    '全部来自同一座农场，可溯源。',
  ),
  wholegrain: material(
    '全谷物',
    'botanical',
    'Wholegrain, stone-milled in small lots.',
    '全谷物，小批量石磨。',
  ),
  botanicals: material(
    '植物萃取',
    'botanical',
    'Plant extracts do the work, without silicones or parabens.',
    '植物萃取配方，不含硅油与防腐剂。',
  ),
  'essential oils': material(
    '精油',
    'botanical',
    'Scented with real essential oils, never too loud.',
    '以天然精油调香，淡雅不腻。',
  ),
  'sea minerals': material(
    '海洋矿物',
    'mineral',
    'Sea minerals clean thoroughly and rinse off at once.',
    '海洋矿物配方，洁净彻底，一冲即净。',
  ),
  'fine pigment': material(
    '细研色粉',
    'mineral',
    'Finely milled pigment glides on and stays true.',
    '细研色粉，顺滑显色，持妆不走样。',
  ),
  'soy wax': material(
    '大豆蜡',
    'botanical',
    'Clean soy wax burns evenly without soot.',
    '大豆蜡燃烧均匀无烟。',
  ),
} as const satisfies Record<string, Material>;

export type MaterialName = keyof typeof MATERIALS;
