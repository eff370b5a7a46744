import type { PageType } from '../../../src/core/contracts/screen.ts';

const TYPES: readonly (readonly [path: RegExp, type: PageType])[] = [
  [/^\/$/, 'home'],
  [/^\/(products$|category\/)/, 'category'],
  [/^\/search$/, 'search'],
  [/^\/item\//, 'product'],
  [/^\/cart$/, 'cart'],
  [/^\/checkout$/, 'checkout'],
  [/^\/thanks$/, 'order_confirmation'],
  [/^\/saved$/, 'account'],
];

/** What the page at a path is for, as readers of the page are told by `data-page`. */
export function pageTypeOf(path: string): PageType {
  return TYPES.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
}
