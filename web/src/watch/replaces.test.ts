import { expect, it } from 'vitest';
import type { LookAnswer } from '../../../src/core/contracts/look.ts';
import type { PageType, ScreenStage } from '../../../src/core/contracts/screen.ts';
import { replaces, type FrameAnswer } from './replaces.ts';

const answer = (frame: number, stage: ScreenStage, type: PageType = 'cart'): FrameAnswer => ({
  frame,
  answer: { stage, page: { type, probability: 0.8 } } as LookAnswer,
});

it('a closer look replaces a glance, and the past never the present', () => {
  expect(replaces(null, answer(0, 'pixels'))).toBe(true);
  expect(replaces(answer(0, 'pixels'), answer(0, 'text'))).toBe(true);
  expect(replaces(answer(1, 'text'), answer(2, 'text'))).toBe(true);
  expect(replaces(answer(2, 'pixels'), answer(1, 'catalogue'))).toBe(false);
});

it('a glance at a new frame replaces what was read only where it sees another page', () => {
  expect(replaces(answer(1, 'catalogue'), answer(2, 'pixels'))).toBe(false);
  expect(replaces(answer(1, 'catalogue'), answer(2, 'pixels', 'product'))).toBe(true);
  expect(replaces(answer(1, 'catalogue'), answer(1, 'pixels', 'product'))).toBe(false);
});
