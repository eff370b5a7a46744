import type { ElementSense, PageSense } from '../perception/screens/screen-reader.ts';
import { ElementFinder } from '../perception/screens/elements/element-finder.ts';
import { PageClassifier } from '../perception/screens/page/page-classifier.ts';

/** What judges a screen's shapes, colours and words. */
export interface ScreenSenses {
  readonly page: PageSense;
  readonly elements: ElementSense;
}

/** Those that ship. Throws `model-missing` or `model-mismatch` where their files are not what they should be. */
export async function openScreenSenses(): Promise<ScreenSenses> {
  return { page: await PageClassifier.load(), elements: ElementFinder.shipped() };
}
