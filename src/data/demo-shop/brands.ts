/** Invented brands. Any likeness to a real one is an accident. */
import type { Brand } from './kind.ts';
import type { StyleName, Tier } from './traits.ts';

const brand = (en: string, zh: string, tier: Tier, ...styles: StyleName[]): Brand => ({
  name: [en, zh],
  tier,
  styles,
});

export const GROCERY_BRANDS = [
  brand('Dayfold', '日叠', 'value', 'minimal', 'playful'),
  brand('Greenlane', '青巷', 'value', 'rustic', 'classic'),
  brand('Fieldnote', '田记', 'mid', 'rustic', 'vintage'),
  brand('Harbour & Rye', '麦港', 'mid', 'classic', 'playful'),
  brand('Cloudterrace', '云上梯田', 'premium', 'elegant', 'rustic'),
  brand('Old Quay', '旧码头', 'premium', 'vintage', 'classic'),
  brand('Maison Tilleul', '椴树庄园', 'luxury', 'elegant', 'classic'),
];

export const CARE_BRANDS = [
  brand('Plainsay', '素言', 'value', 'minimal', 'classic'),
  brand('Bubblewick', '泡泡灯', 'value', 'playful', 'bold'),
  brand('Tidewell', '潮汐', 'mid', 'minimal', 'sporty'),
  brand('Moss & Mint', '苔与薄荷', 'mid', 'rustic', 'playful'),
  brand('Seven Springs', '七泉', 'premium', 'elegant', 'minimal'),
  brand('Atelier Brume', '雾坊', 'luxury', 'elegant', 'vintage'),
];

export const HOME_BRANDS = [
  brand('Nookery', '小角落', 'value', 'playful', 'minimal'),
  brand('Basewood', '基木', 'value', 'minimal', 'rustic'),
  brand('Lanmu', '岚木', 'mid', 'minimal', 'rustic'),
  brand('Kiln Street', '窑街', 'mid', 'vintage', 'rustic'),
  brand('Porto Azul', '蓝港', 'mid', 'bold', 'playful'),
  brand('Hearth & Loom', '炉织', 'premium', 'classic', 'elegant'),
  brand('Yunyao', '云窑', 'luxury', 'elegant', 'classic'),
];

export const FASHION_BRANDS = [
  brand('Kerbside', '街沿', 'value', 'bold', 'sporty'),
  brand('Sunday Peg', '周日衣夹', 'value', 'playful', 'classic'),
  brand('Sora Field', '空野', 'mid', 'minimal', 'rustic'),
  brand('Juniper Row', '杜松里', 'mid', 'vintage', 'classic'),
  brand('Northlap', '北圈', 'mid', 'sporty', 'bold'),
  brand('Willow & Vale', '柳谷', 'premium', 'elegant', 'vintage'),
  brand('Ardent', '炽', 'premium', 'bold', 'minimal'),
  brand('Casa Verano', '夏宅', 'luxury', 'elegant', 'bold'),
  brand('Lin Heshan', '林鹤山', 'luxury', 'minimal', 'classic'),
];

export const JEWEL_BRANDS = [
  brand('Tinker Lane', '叮当巷', 'value', 'playful', 'bold'),
  brand('Halfmoon', '半月', 'mid', 'minimal', 'vintage'),
  brand('Meridian Works', '子午工坊', 'mid', 'sporty', 'classic'),
  brand('Orrery', '星仪', 'premium', 'classic', 'elegant'),
  brand('Valmont & Reis', '瓦蒙', 'luxury', 'classic', 'elegant'),
  brand('Yuehua', '月华', 'luxury', 'elegant', 'minimal'),
];

export const BEAUTY_BRANDS = [
  brand('Poppet', '宝贝儿', 'value', 'playful', 'bold'),
  brand('Daylily', '萱草', 'mid', 'minimal', 'rustic'),
  brand('Rouge Atlas', '胭脂图志', 'mid', 'bold', 'vintage'),
  brand('Lotus & Ink', '莲墨', 'premium', 'elegant', 'classic'),
  brand('Perle Noire', '黑珍珠', 'luxury', 'elegant', 'bold'),
  brand('Ciel d’Or', '金穹', 'luxury', 'classic', 'vintage'),
];

export const DEVICE_BRANDS = [
  brand('Pebblo', '小石', 'value', 'playful', 'minimal'),
  brand('Voltara', '伏特拉', 'value', 'sporty', 'bold'),
  brand('Linea', '线界', 'mid', 'minimal', 'classic'),
  brand('Wavelark', '云雀波', 'mid', 'vintage', 'playful'),
  brand('Auralis', '奥澜', 'premium', 'elegant', 'minimal'),
  brand('Obsidian Labs', '曜石', 'luxury', 'bold', 'minimal'),
];

export const TOY_BRANDS = [
  brand('Jollypop', '乐啵', 'value', 'playful', 'bold'),
  brand('Hoppla', '跳跳', 'mid', 'playful', 'sporty'),
  brand('Bamboo Bear', '竹子熊', 'mid', 'rustic', 'minimal'),
  brand('Tinwhistle', '锡哨', 'premium', 'vintage', 'classic'),
  brand('Grimaud & Fils', '格里莫', 'luxury', 'vintage', 'elegant'),
];
