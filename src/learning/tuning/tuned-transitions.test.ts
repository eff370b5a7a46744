import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { openTrialLog, type Trial } from './trial-log.ts';
import { tunedTransitions, type StudySubject } from './tuned-transitions.ts';

const context = { random: createRandom('tuning'), progress: silentProgress };

recommenderSuite(tunedTransitions({ trials: 2 }), { checkerboardRecall: 1 });

/** A log that tells what is written to it. */
function tellingLog(before: readonly Trial[] = []) {
  const written: Trial[] = [];
  const subjects: StudySubject[] = [];
  const openLog = async (about: StudySubject) => {
    subjects.push(about);
    return { trials: before, append: async (trial: Trial) => void written.push(trial) };
  };
  return { openLog, subjects, written };
}

describe('tuned transitions', () => {
  const { dataset, questions } = checkerboard(1_200);

  it('log every trial, beginning with the defaults, and serve the best of them', async () => {
    const { openLog, subjects, written } = tellingLog();
    const kind = tunedTransitions({ trials: 10, openLog });
    const fitted = await kind.fit(dataset, context);
    expect(written).toHaveLength(10);
    expect(written[0].setting).toMatchObject({ likeness: 4, pastDecay: 0.5 });
    expect(new Set(written.map(({ setting }) => JSON.stringify(setting))).size).toBe(10);
    expect(subjects[0]).toMatchObject({ model: 'transitions', events: dataset.events.count });
    // What a past is asked by is a part of what was found: it has to outlive the process.
    const artifacts = createMemoryArtifacts();
    await fitted.save(artifacts);
    const loaded = await kind.load(artifacts, dataset);
    const queries = questions.map(({ query }) => query);
    expect(await loaded.score(queries)).toEqual(await fitted.score(queries));
  });

  it('go on from a log, and spend no more than is left of their time', async () => {
    const first = tellingLog();
    await tunedTransitions({ trials: 3, openLog: first.openLog }).fit(dataset, context);
    const second = tellingLog(first.written);
    await tunedTransitions({ trials: 5, openLog: second.openLog }).fit(dataset, context);
    expect(second.written.map(({ number }) => number)).toEqual([3, 4]);
    const slow = first.written.map((trial) => ({ ...trial, seconds: 100 }));
    const third = tellingLog(slow);
    await tunedTransitions({ trials: 5, milliseconds: 200_000, openLog: third.openLog }).fit(
      dataset,
      context,
    );
    expect(third.written).toEqual([]);
  });

  it('keep the defaults in a small shop, and ask for no log', async () => {
    const { openLog, subjects } = tellingLog();
    await tunedTransitions({ openLog }).fit(checkerboard().dataset, context);
    expect(subjects).toEqual([]);
  });

  it('write a file that is theirs alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'daogou-tuned-'));
    try {
      const openLog = (about: StudySubject) => openTrialLog(join(folder, `${about.model}.jsonl`), about);
      await tunedTransitions({ trials: 2, openLog }).fit(dataset, context);
      expect(await readdir(folder)).toEqual(['transitions.jsonl']);
      const other = checkerboard(1_300).dataset;
      await expect(tunedTransitions({ trials: 2, openLog }).fit(other, context)).rejects.toMatchObject({
        code: 'model-mismatch',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
