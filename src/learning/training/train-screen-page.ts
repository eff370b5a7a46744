/** Teaches what a page of a shop is for, from labelled screens: see src/perception/screens/page/. */
import { PAGE_TYPES, type PageType } from '../../core/contracts/screen.ts';
import { GLANCE_FEATURES, seenWords } from '../../perception/screens/page/glance-features.ts';
import { LAYOUT_FEATURES } from '../../perception/screens/page/layout-features.ts';
import type { PageModel } from '../../perception/screens/page/page-classifier.ts';
import type { SoftmaxHead } from '../../perception/screens/page/softmax-head.ts';
import { priorScores, TEXT_FEATURES } from '../../perception/screens/page/text-features.ts';
import { chooseHead, type HeadExample } from './train-screen-page-head.ts';

/** A labelled screen in numbers. */
export interface PageExample {
  readonly page: PageType;
  readonly family: string;
  /** As `glanceFeatures` gives them. */
  readonly glance: Float32Array;
  /** As `textFeatures` gives them. */
  readonly words: Float32Array;
}

export interface PageTraining {
  readonly model: PageModel;
  /** What inner folds over families chose. */
  readonly chosen: Readonly<Record<'pixels' | 'text', { readonly l2: number; readonly temperature: number }>>;
}

/** Weaker pulls towards the prior than these overfit a few hundred screens, stronger ones learn nothing. */
const PIXELS_L2 = [0.3, 0.1, 0.03, 0.01];
/** Words that were seen are rare and tell more than spots of a layout do: they are held back less. */
const SEEN_SCALE = 3;
const TEXT_L2 = [0.1, 0.03, 0.01, 0.003];

/**
 * Fits both judges. How far they may leave what was known before, and how sure they may be, is chosen by folds over
 * families within `examples`. Draws nothing at random; blocks its thread.
 */
export function trainPageModel(examples: readonly PageExample[], version: string): PageTraining {
  const pixels = chooseHead(examples.map(toGlanceExample), PIXELS_L2, {
    standardised: LAYOUT_FEATURES.length,
    scale: SEEN_SCALE,
  });
  const text = chooseHead(examples.map(toWordsExample), TEXT_L2, { standardised: 0, scale: 1 });
  return {
    model: {
      version,
      glanceFeatures: [...GLANCE_FEATURES],
      textFeatures: [...TEXT_FEATURES],
      pixels: pixels.head,
      text: text.head,
    },
    chosen: { pixels: settingsOf(pixels), text: settingsOf(text) },
  };
}

function settingsOf({ head, l2 }: { head: SoftmaxHead; l2: number }): { l2: number; temperature: number } {
  return { l2, temperature: head.temperature };
}

const toGlanceExample = ({ family, glance, page }: PageExample): HeadExample => ({
  family,
  label: PAGE_TYPES.indexOf(page),
  features: glance,
  offsets: priorScores(seenWords(glance)),
});

const toWordsExample = ({ family, page, words }: PageExample): HeadExample => ({
  family,
  label: PAGE_TYPES.indexOf(page),
  features: words,
  offsets: priorScores(words),
});
