/** Chinese for the English words a shop's data holds: categories, names of attributes and their values. */
export const SHOP_WORDS_ZH: Readonly<Record<string, string>> = {
  colour: '颜色',
  pattern: '图案',
  material: '材质',
  style: '风格',
  occasion: '场合',
  size: '规格',
  tier: '档次',
};
