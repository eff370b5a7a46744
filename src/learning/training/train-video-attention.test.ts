import { describe, expect, it } from 'vitest';
import { dot, normaliseInPlace } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { poolOverTime } from '../../perception/encoders/video/attention-over-time.ts';
import { trainVideoAttention, type LabelledClip } from './train-video-attention.ts';

const WIDTH = 16;
const CLASSES = 3;

/** One frame of four to eight shows the product (and says so in its first number), the others anything. */
function clip(random: Random): LabelledClip {
  const label = random.integer(CLASSES);
  const count = 4 + random.integer(5);
  const telling = random.integer(count);
  const frames = new Float32Array(count * WIDTH);
  for (let t = 0; t < count; t++) {
    const frame = frames.subarray(t * WIDTH, (t + 1) * WIDTH);
    for (let i = 1; i < WIDTH; i++) frame[i] = 0.35 * random.normal();
    if (t === telling) {
      frame[0] = 0.8;
      frame[1 + label] += 1;
    } else frame[1 + random.integer(CLASSES)] += 1;
    normaliseInPlace(frame);
  }
  return { frames, label };
}

/** Share of clips whose pooled vector is nearest to the mean of its label's training clips. */
function accuracy(
  train: readonly LabelledClip[],
  test: readonly LabelledClip[],
  attention: Float32Array,
): number {
  const means = Array.from({ length: CLASSES }, () => new Float32Array(WIDTH));
  for (const { frames, label } of train) {
    for (const [i, x] of poolOverTime(frames, attention).entries()) means[label][i] += x;
  }
  means.forEach(normaliseInPlace);
  const right = test.filter(({ frames, label }) => {
    const pooled = poolOverTime(frames, attention);
    const scores = means.map((mean) => dot(mean, pooled));
    return scores.indexOf(Math.max(...scores)) === label;
  });
  return right.length / test.length;
}

describe('trainVideoAttention', () => {
  const random = createRandom('clips');
  const clips = Array.from({ length: 400 }, () => clip(random));
  const [train, test] = [clips.slice(0, 200), clips.slice(200)];
  const learn = (seed: string) =>
    trainVideoAttention({
      clips: train,
      width: WIDTH,
      classes: CLASSES,
      random: createRandom(seed),
      progress: silentProgress,
    });

  it('finds the frame that tells, and so sees more than the mean of all frames on clips it has not met', async () => {
    const { attention, loss } = await learn('seed');
    const byMean = accuracy(train, test, new Float32Array(WIDTH));
    const byAttention = accuracy(train, test, attention);
    expect(loss).toBeLessThan(Math.log(CLASSES));
    expect(byAttention).toBeGreaterThan(byMean + 0.1);
    expect(byAttention).toBeGreaterThan(0.8);
    expect(attention[0]).toBe(Math.max(...attention));
  });

  it('learns the same from the same seed', async () => {
    expect(await learn('a')).toEqual(await learn('a'));
  });

  it('refuses clips of one label', async () => {
    const alike = train.map(({ frames }) => ({ frames, label: 0 }));
    const attempt = trainVideoAttention({
      clips: alike,
      width: WIDTH,
      classes: 1,
      random,
      progress: silentProgress,
    });
    await expect(attempt).rejects.toMatchObject({ code: 'not-enough-data', remedy: expect.any(String) });
  });
});
