/** Screens of the embedded shop, drawn once. */
export const EXAMPLES = (['product', 'category', 'cart'] as const).map((name) => ({
  name,
  url: `/screens/${name}.webp`,
}));
