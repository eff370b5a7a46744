import type { Reason } from '../../core/contracts/api.ts';
import type { SceneClue } from '../../models/scenes/scene-inference.ts';

/** Clues named in one sentence: more would not be read. */
const NAMED = 2;

/** Why a scene was inferred: the clues that speak most for it, in both languages. */
export function inferredReason(label: Reason, probability: number, because: readonly SceneClue[]): Reason {
  const share = Math.round(100 * probability);
  const clues = because.slice(0, NAMED);
  if (clues.length === 0) {
    return {
      en: `${label.en} is the likeliest occasion here, ${share}% sure: nothing you did speaks for another.`,
      zh: `「${label.zh}」是这里最常见的场景（把握 ${share}%）：你的浏览还没有指向别的。`,
    };
  }
  return {
    en: `${share}% sure, because ${clues.map(clueInEnglish).join(' and ')}.`,
    zh: `把握 ${share}%，因为${clues.map(clueInChinese).join('，')}。`,
  };
}

export const GIVEN_REASON: Reason = { en: 'You chose this occasion.', zh: '你选择了这个场景。' };
export const REPORTED_REASON: Reason = {
  en: 'The page you came from names this occasion.',
  zh: '你来自的页面标明了这个场景。',
};

function clueInEnglish({ kind, value }: SceneClue): string {
  switch (kind) {
    case 'category':
      return `you looked at ${value}`;
    case 'price':
      return 'of the prices you look at';
    case 'hour':
      return `it is ${HOURS[value]?.[0] ?? value}`;
    case 'day':
      return value === 'weekend' ? 'it is the weekend' : 'it is a working day';
    case 'length':
      return `you have done ${value} things so far`;
    default:
      return kind satisfies never;
  }
}

function clueInChinese({ kind, value }: SceneClue): string {
  switch (kind) {
    case 'category':
      // Shops name categories in one language; a foreign word in the sentence would not be understood.
      return /\p{Script=Han}/u.test(value) ? `你看了「${value}」` : '你看了这一类商品';
    case 'price':
      return '你看的价位如此';
    case 'hour':
      return `现在是${HOURS[value]?.[1] ?? value}`;
    case 'day':
      return value === 'weekend' ? '今天是周末' : '今天是工作日';
    case 'length':
      return `到现在你已有 ${value} 步操作`;
    default:
      return kind satisfies never;
  }
}

const HOURS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  night: ['night', '深夜'],
  morning: ['morning', '上午'],
  midday: ['midday', '中午'],
  afternoon: ['afternoon', '下午'],
  evening: ['evening', '晚上'],
};
