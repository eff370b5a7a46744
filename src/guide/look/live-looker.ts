import { randomUUID } from 'node:crypto';
import type { LookAnswer, Looker, LookMessage, lookRequestSchema } from '../../core/contracts/look.ts';
import { SCREEN_STAGES, type ScreenReading } from '../../core/contracts/screen.ts';
import { inGivenPixels } from '../../perception/screens/screen-reader.ts';
import { createFrameStream } from './frame-stream.ts';
import type { Glance, ScreenSight } from './screen-sight.ts';
import type { z } from 'zod';

export type LookQuestion = z.output<typeof lookRequestSchema>;

/** What to do on a screen, for this shopper. */
export type ScreenAdvice = Pick<LookAnswer, 'recommendationId' | 'modelId' | 'actions' | 'abstains'>;

export interface LiveLookerParts {
  readonly sight: ScreenSight;
  /** Judges a reading, in pixels of the picture that was given, and logs what it advises. */
  readonly advise: (reading: ScreenReading, question: LookQuestion) => Promise<ScreenAdvice>;
}

/** Looks with `sight` and lets `advise` judge what was seen, stage by stage. */
export function createLiveLooker(parts: LiveLookerParts): Looker {
  const { sight, advise } = parts;
  const answer = async (
    reading: ScreenReading,
    question: LookQuestion,
    started: number,
  ): Promise<LookAnswer> => {
    const advice = await advise(reading, question);
    const { pages: _pages, ...seen } = reading;
    return { ...seen, ...advice, milliseconds: performance.now() - started };
  };
  const furthest = async ({ until }: LookQuestion): Promise<number> => {
    const { stage } = await sight.furthest();
    return Math.min(SCREEN_STAGES.indexOf(until), SCREEN_STAGES.indexOf(stage));
  };
  /** The answers after the first. */
  async function* lookCloser(
    glance: Glance,
    question: LookQuestion,
    started: number,
    stream?: string,
  ): AsyncGenerator<LookAnswer> {
    const last = await furthest(question);
    if (last < SCREEN_STAGES.indexOf('text')) return;
    const read = await sight.read(glance, stream);
    yield await answer(inGivenPixels(read, glance.screen), question, started);
    if (last < SCREEN_STAGES.indexOf('catalogue')) return;
    const matched = await sight.match(glance, read);
    yield await answer(inGivenPixels(matched, glance.screen), question, started);
  }
  const atFirst = (
    { reading, screen }: Glance,
    question: LookQuestion,
    started: number,
  ): Promise<LookAnswer> => answer(inGivenPixels(reading, screen), question, started);

  return {
    async *look(picture, question) {
      const started = performance.now();
      const glance = await sight.glance(picture);
      yield await atFirst(glance, question, started);
      yield* lookCloser(glance, question, started);
    },
    lookAtPage: (reading, question) =>
      answer(reading, { ...question, until: 'catalogue' }, performance.now()),
    openStream(question, hear: (message: LookMessage) => void) {
      const stream = randomUUID();
      return createFrameStream({
        glance: (picture) => sight.glance(picture),
        first: (glance, started) => atFirst(glance, question, started),
        closer: (glance, started) => lookCloser(glance, question, started, stream),
        forget: () => sight.forget(stream),
        hear,
      });
    },
  };
}
