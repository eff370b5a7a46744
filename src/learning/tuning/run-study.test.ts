import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { runStudy, type StudyOptions, type StudyResult } from './run-study.ts';
import type { SearchSpace, Setting } from './search-space.ts';
import { openTrialLog } from './trial-log.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-study-'));
  file = join(folder, 'trials.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const space: SearchSpace = {
  rate: { kind: 'real', from: 1e-4, to: 1, scale: 'log' },
  depth: { kind: 'integer', from: 1, to: 9 },
  loss: { kind: 'choice', values: ['soft', 'hard', 'broken'] },
};
const first: Setting = { rate: 1, depth: 9, loss: 'soft' };

/** Best at rate 0.01, depth 4 and the hard loss, where it is 0. */
const hill = ({ rate, depth, loss }: Setting): Promise<number> => {
  if (loss === 'broken') return Promise.reject(new Error('the loss is broken'));
  const off = (Math.log10(Number(rate)) + 2) ** 2 + ((Number(depth) - 4) / 2) ** 2;
  return Promise.resolve(-off - (loss === 'hard' ? 0 : 1));
};

async function study(options: Partial<StudyOptions> = {}): Promise<StudyResult> {
  const log = await openTrialLog(file, { space });
  const random = createRandom('study');
  return runStudy({
    space,
    first,
    measure: hill,
    log,
    trials: 60,
    random,
    progress: silentProgress,
    ...options,
  });
}

describe('runStudy', () => {
  it('finds a hill, better than as many even draws do', async () => {
    const { best, trials } = await study();
    expect(trials).toHaveLength(60);
    expect(best.value).toBeGreaterThan(-0.15);
    expect(best.setting).toMatchObject({ depth: 4, loss: 'hard' });
    const mean = (some: typeof trials): number =>
      some.reduce((sum, { value }) => sum + Math.max(-5, value ?? -5), 0) / some.length;
    expect(mean(trials.slice(40))).toBeGreaterThan(mean(trials.slice(1, 9)) + 1);
  });

  it('begins with what it is given, and never ends below it', async () => {
    const { best, trials } = await study({ first: { rate: 0.01, depth: 4, loss: 'hard' }, trials: 5 });
    expect(trials[0].setting).toEqual({ rate: 0.01, depth: 4, loss: 'hard' });
    expect(best).toEqual(trials[0]);
  });

  it('goes on from its log as if it had never stopped, and makes a trial that was cut short anew', async () => {
    const whole = await study({ trials: 14 });
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, `${lines.slice(0, 8).join('\n')}\n${lines[8].slice(0, 20)}`);
    let measured = 0;
    const resumed = await study({ trials: 14, measure: (setting) => (measured++, hill(setting)) });
    expect(measured).toBe(7);
    expect(resumed.trials.map(({ setting }) => setting)).toEqual(whole.trials.map(({ setting }) => setting));
  });

  it('notes a trial that fails, and passes over it', async () => {
    const { trials } = await study();
    const failed = trials.filter(({ value }) => value === null);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every(({ error }) => error === 'the loss is broken')).toBe(true);
    const measured = await study({ trials: 61, measure: () => Promise.resolve(Number.NaN) });
    expect(measured.trials[60]).toMatchObject({ value: null, error: 'measured NaN' });
  });

  it('throws what the first trial throws', async () => {
    await expect(study({ first: { ...first, loss: 'broken' } })).rejects.toThrow('the loss is broken');
  });

  it('begins no trial that would end too late', async () => {
    const slow = (setting: Setting): Promise<number> =>
      new Promise((resolve) => setTimeout(() => resolve(hill({ ...setting, loss: 'soft' })), 40));
    const { trials } = await study({ measure: slow, milliseconds: 150 });
    expect(trials.length).toBeGreaterThanOrEqual(1);
    expect(trials.length).toBeLessThan(5);
  });

  it('refuses the log of another study, and a file that is none', async () => {
    await study({ trials: 2 });
    await expect(openTrialLog(file, { space: 'another' })).rejects.toMatchObject({ code: 'model-mismatch' });
    await writeFile(file, 'not a log\n');
    await expect(study()).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('refuses a space without room', async () => {
    await expect(study({ space: { x: { kind: 'real', from: 2, to: 1 } } })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(study({ space: { x: { kind: 'real', from: 0, to: 1, scale: 'log' } } })).rejects.toThrow(
      'nothing to choose from',
    );
    await expect(study({ space: { x: { kind: 'choice', values: [] } } })).rejects.toThrow('x');
  });
});
