import { setTimeout as pause } from 'node:timers/promises';
import { lookRequestSchema, type Looker } from '../../src/core/contracts/look.ts';
import type { Page } from './pages.ts';

const FRAMES_A_SECOND = 2;

export interface StreamTimes {
  /** Milliseconds from a frame to its first answer, of frames offered in the first and in the last quarter. */
  readonly early: readonly number[];
  readonly late: readonly number[];
  readonly offered: number;
  readonly dropped: number;
}

/** Streams of two frames a second, each starting at a moment of its own, flipping between a page and its changes. */
export async function runStreams(
  looker: Looker,
  pages: readonly Page[],
  { streams, seconds }: { readonly streams: number; readonly seconds: number },
): Promise<StreamTimes> {
  const frames = seconds * FRAMES_A_SECOND;
  const early: number[] = [];
  const late: number[] = [];
  let dropped = 0;
  const runOne = async (number: number): Promise<void> => {
    await pause((1000 * number) / streams / FRAMES_A_SECOND);
    const { picture, changes } = pages[number % pages.length];
    const shown = [picture, changes.notice, picture, changes.scrolled, changes.button];
    const stream = looker.openStream(lookRequestSchema.parse({}), (message) => {
      if (message.type === 'problem') throw new Error(message.message);
      if (message.type === 'dropped') dropped++;
      else if (message.answer.stage === 'pixels') {
        if (message.frame < frames / 4) early.push(message.answer.milliseconds);
        else if (message.frame >= (3 * frames) / 4) late.push(message.answer.milliseconds);
      }
    });
    const begun = performance.now();
    for (let frame = 0; frame < frames; frame++) {
      stream.offer(shown[frame % shown.length]);
      await pause(Math.max(0, begun + (1000 * (frame + 1)) / FRAMES_A_SECOND - performance.now()));
    }
    // The last frames are given their time, unless they are late by more than any answer should be.
    await pause(2_000);
    stream.close();
  };
  await Promise.all(Array.from({ length: streams }, (_, number) => runOne(number)));
  return { early, late, offered: streams * frames, dropped };
}
