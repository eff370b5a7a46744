import type { Scene } from '../../core/contracts/event.ts';
import type { SceneDefinition } from '../../core/contracts/scene.ts';

/** The scenes that every shop has. A shop's own file may change any number here. */
export const BUILT_IN_SCENES: Readonly<Record<Scene, SceneDefinition>> = {
  daily: {
    name: 'daily',
    like: 'daily',
    label: { en: 'Daily', zh: '日常' },
    line: {
      en: 'Useful things, what they cost, and what you bought before.',
      zh: '实用、实价，还有你买过的。',
    },
    strategy: { price: -0.3, brand: 0, novelty: 0, repeatPurchase: 0.4, visualTaste: 0 },
    presentation: { layout: 'grid', items: 12, density: 'dense', text: 'little', first: 'unit-price' },
  },
  luxury: {
    name: 'luxury',
    like: 'luxury',
    label: { en: 'Luxury', zh: '奢品' },
    line: { en: 'Made well, and worth a second look.', zh: '做工讲究，值得多看一眼。' },
    strategy: { price: 0.4, brand: 0.4, novelty: 0.1, repeatPurchase: -0.3, visualTaste: 0.4 },
    presentation: { layout: 'story', items: 3, density: 'airy', text: 'much', first: 'brand' },
  },
  gift: {
    name: 'gift',
    like: 'gift',
    label: { en: 'Gift', zh: '送礼' },
    line: {
      en: 'Compared on what the person who opens it will notice.',
      zh: '比一比拆开礼物的人会注意到什么。',
    },
    strategy: { price: 0.2, brand: 0.2, novelty: 0.2, repeatPurchase: -0.8, visualTaste: 0 },
    presentation: { layout: 'comparison', items: 3, density: 'normal', text: 'some', first: 'reason' },
  },
  replenish: {
    name: 'replenish',
    like: 'replenish',
    label: { en: 'Replenish', zh: '补货' },
    line: { en: 'What you bought before, and what goes with it.', zh: '你买过的，以及与之相配的。' },
    strategy: { price: -0.2, brand: 0.2, novelty: -0.2, repeatPurchase: 1, visualTaste: 0 },
    presentation: { layout: 'grid', items: 12, density: 'dense', text: 'little', first: 'price' },
  },
  browse: {
    name: 'browse',
    like: 'browse',
    label: { en: 'Browse', zh: '闲逛' },
    line: { en: 'A few things we think you would stop for.', zh: '几样可能让你停下来的东西。' },
    strategy: { price: 0, brand: 0, novelty: 0.3, repeatPurchase: -0.3, visualTaste: 0.3 },
    presentation: { layout: 'grid', items: 6, density: 'airy', text: 'some', first: 'brand' },
  },
  urgent: {
    name: 'urgent',
    like: 'urgent',
    label: { en: 'Urgent', zh: '急用' },
    line: { en: 'One answer, so that you can get on.', zh: '一个答案，省下你的时间。' },
    strategy: { price: 0, brand: 0, novelty: -0.1, repeatPurchase: 0.2, visualTaste: 0 },
    presentation: { layout: 'single', items: 1, density: 'normal', text: 'some', first: 'stock' },
  },
};
