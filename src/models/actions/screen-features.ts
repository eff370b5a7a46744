import { ELEMENT_KINDS, PAGE_TYPES, type ScreenReading } from '../../core/contracts/screen.ts';
import type { FeatureWriter } from './feature-writer.ts';

const PAGES = PAGE_TYPES.map((type) => `page:${type}`);
const ELEMENTS = ELEMENT_KINDS.map((kind) => `element:${kind}`);

/** Writes what a screen tells of what comes next; zeros where there is none, which the first number says. */
export function writeScreenFeatures(writer: FeatureWriter, screen: ScreenReading | null | undefined): void {
  writer.put('has-screen', screen ? 1 : 0);
  for (const [i, name] of PAGES.entries()) writer.put(name, screen?.pages[i] ?? 0);
  const surest = new Float64Array(ELEMENT_KINDS.length);
  for (const { kind, confidence } of screen?.elements ?? []) {
    const number = ELEMENT_KINDS.indexOf(kind);
    surest[number] = Math.max(surest[number], confidence);
  }
  for (const [i, name] of ELEMENTS.entries()) writer.put(name, surest[i]);
  const known = screen?.products.filter(({ id }) => id !== null) ?? [];
  writer.put('screen-products', Math.log1p(screen?.products.length ?? 0));
  writer.put('screen-known-products', Math.log1p(known.length));
  writer.put('screen-doubts', screen?.doubts.length ?? 0);
}
