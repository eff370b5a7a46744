import type { Reason } from '../../core/contracts/api.ts';
import type { ScreenDoubt, ScreenReading } from '../../core/contracts/screen.ts';

/** A page of which less is certain could be any. */
const LEAST_PAGE_PROBABILITY = 0.3;

/** Doubts that leave nothing to advise on, in the order in which they are told. */
const SILENCING: Readonly<Partial<Record<ScreenDoubt, Reason>>> = {
  empty: {
    en: 'Hardly anything is on the screen yet, so there is nothing to go by.',
    zh: '画面上几乎没有内容，暂时无从判断。',
  },
  'no-shop': {
    en: 'Nothing on this screen looks like a shop.',
    zh: '画面上没有看到商店的内容。',
  },
  distorted: {
    en: 'The picture is tilted or blurred; a screenshot would be read more surely.',
    zh: '画面倾斜或模糊；换成截图会更准确。',
  },
};

/**
 * Why nothing is advised on this screen, if so. A blurred or tilted picture is doubted only while it could not be
 * read: what was read from it counts.
 * @param likeliest probability of the likeliest action that can be advised; undefined where there is none
 * @param leastSure below this, the model that foretold it would rather not say
 */
export function whyAbstain(
  { doubts, page, lines, source }: Pick<ScreenReading, 'doubts' | 'page' | 'lines' | 'source'>,
  likeliest: number | undefined,
  leastSure: number,
): Reason | null {
  for (const [doubt, reason] of Object.entries(SILENCING)) {
    const stands = doubts.includes(doubt as ScreenDoubt);
    if (stands && !(doubt === 'distorted' && lines.length > 0)) return reason;
  }
  if (source === 'pixels' && page.probability < LEAST_PAGE_PROBABILITY) {
    return { en: 'It is not clear what kind of page this is.', zh: '还看不清这是什么页面。' };
  }
  if (likeliest === undefined || likeliest < leastSure) {
    return {
      en: 'Shoppers in this place go on in many ways; none stands out.',
      zh: '处于同样情形的顾客做法不一，没有明显的下一步。',
    };
  }
  return null;
}
