import type { LookAnswer } from '../../../src/core/contracts/look.ts';
import type { ScreenStage } from '../../../src/core/contracts/screen.ts';

export interface FrameAnswer {
  readonly frame: number;
  readonly answer: LookAnswer;
}

const ORDER: Record<ScreenStage, number> = { pixels: 0, text: 1, catalogue: 2 };

/**
 * Whether an answer takes the place of the one that is shown. A first glance at a new frame does where it sees another
 * page; where it sees the same page, what was read there stays until the new frame was read, too, so that advice does
 * not flicker between a glance and a reading.
 */
export function replaces(shown: FrameAnswer | null, next: FrameAnswer): boolean {
  if (shown === null) return true;
  if (next.frame < shown.frame) return false;
  if (ORDER[next.answer.stage] >= ORDER[shown.answer.stage]) return true;
  return next.frame > shown.frame && next.answer.page.type !== shown.answer.page.type;
}
