import { randomUUID } from 'node:crypto';
import type { Looker } from '../core/contracts/look.ts';
import { createLiveLooker, type ScreenAdvice } from '../guide/look/live-looker.ts';
import { createScreenAdviser } from '../guide/look/screen-adviser.ts';
import type { ScreenSight } from '../guide/look/screen-sight.ts';
import { loadGuide, type LoadedGuide } from './load-guide.ts';
import { createScreenSight } from './screens.ts';
import type { Workspace } from './workspace.ts';

export interface RunningLooker {
  readonly looker: Looker;
  readonly sight: ScreenSight;
  /** Ends its threads. */
  close(): Promise<void>;
}

/** What looks at screens: with a guide, it knows the shop's catalogue and says what to do next. */
export function startLooker(
  workspace: Workspace,
  guide: Pick<LoadedGuide, 'parts'> | undefined,
): RunningLooker {
  const eyes = createScreenSight(guide && { folder: workspace.folder, items: guide.parts.items });
  const advise = guide ? createScreenAdviser(guide.parts) : adviseNothing;
  return { ...eyes, looker: createLiveLooker({ sight: eyes.sight, advise }) };
}

/** The same with the workspace's current model, where there is one. */
export async function loadLooker(workspace: Workspace): Promise<RunningLooker> {
  const modelId = await workspace.artifacts.current();
  const guide = modelId === undefined ? undefined : await loadGuide(workspace, modelId);
  const running = startLooker(workspace, guide);
  return {
    ...running,
    async close() {
      await running.close();
      await guide?.close();
    },
  };
}

/** What is on a screen can be told without a model of the shop; what to do there cannot. */
async function adviseNothing(): Promise<ScreenAdvice> {
  return {
    recommendationId: randomUUID(),
    modelId: null,
    actions: [],
    abstains: {
      en: 'No model was trained here yet, so no action can be advised: daogou train.',
      zh: '这里还没有训练过模型，无法推荐下一步：请运行 daogou train。',
    },
  };
}
