import { expect, it } from 'vitest';
import { weightsOf } from './weights.ts';

const shopper = { history: 0.2, scene: 0.3, general: 0.5 };

it('puts the heaviest modality first and the occasion last', () => {
  const weights = { image: 0.2, text: 0.1, attributes: 0.3, behaviour: 0.4 };
  expect(weightsOf({ weights }, shopper).map(({ ground }) => ground)).toEqual([
    'behaviour',
    'attributes',
    'image',
    'text',
    'scene',
  ]);
});

it('speaks of the shopper alone where the advice is not about a recommended item', () => {
  expect(weightsOf(undefined, shopper)).toEqual([
    { ground: 'history', share: 0.2 },
    { ground: 'scene', share: 0.3 },
    { ground: 'general', share: 0.5 },
  ]);
  expect(weightsOf(undefined, undefined)).toEqual([]);
});

it('has no chip for what has no say', () => {
  const weights = { image: 0.996, text: 0, attributes: 0.004, behaviour: 0 };
  const grounds = weightsOf({ weights }, { history: 1, scene: 0, general: 0 }).map(({ ground }) => ground);
  expect(grounds).toEqual(['image']);
});
