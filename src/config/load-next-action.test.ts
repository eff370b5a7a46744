import { describe, expect, it } from 'vitest';
import { NextActionModel } from '../models/actions/next-action-model.ts';
import { LEARNT_ACTIONS } from '../models/actions/session-state.ts';
import { SituationSpace } from '../models/actions/situation-space.ts';
import { createMemoryArtifacts } from '../testing/memory-artifacts.ts';
import { loadNextAction } from './load-next-action.ts';

/** Of no members: enough to be stored and found again. */
const saved = async () => {
  const artifacts = createMemoryArtifacts();
  const judgement = { shares: [[1]], temperature: 1, weights: LEARNT_ACTIONS.map(() => 1), leastSure: 0.3 };
  await new NextActionModel(new SituationSpace([]), LEARNT_ACTIONS, {}, judgement).save(artifacts);
  return artifacts;
};

describe('loadNextAction', () => {
  it('gives the model back, or nothing where the shop had no visits to learn from', async () => {
    const { model, lacking } = await loadNextAction(await saved(), { hasNextAction: true });
    expect([model?.actions, lacking]).toEqual([LEARNT_ACTIONS, undefined]);
    const none = await loadNextAction(createMemoryArtifacts(), { hasNextAction: false });
    expect(none).toEqual({ model: undefined, lacking: undefined });
  });

  it('leaves the model of another version aside, and says to train again', async () => {
    const [old, other, narrower] = [createMemoryArtifacts(), await saved(), await saved()];
    await old.writeBytes('next-action.onnx', Uint8Array.of(1, 2, 3));
    await other.writeJson('next-action', { version: 1 });
    const document = (await narrower.readJson('next-action')) as { width: number };
    await narrower.writeJson('next-action', { ...document, width: document.width - 1 });
    for (const artifacts of [old, other, narrower]) {
      const { model, lacking } = await loadNextAction(artifacts, { hasNextAction: true });
      expect(model).toBeUndefined();
      expect(lacking).toMatchObject({ code: 'model-mismatch', remedy: 'Train again: daogou train.' });
    }
  });

  it('hides no other failure', async () => {
    const artifacts = await saved();
    const broken = { ...artifacts, readJson: () => Promise.reject(new Error('the disk is on fire')) };
    await expect(loadNextAction(broken, { hasNextAction: true })).rejects.toThrow('on fire');
  });
});
