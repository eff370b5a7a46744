import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openTrialLog } from '../learning/tuning/trial-log.ts';
import type { TransitionTuning } from '../learning/tuning/tuned-transitions.ts';
import { DEFAULTS } from './defaults.ts';

const MINUTE = 60_000;

/** A search whose trials are logged in the workspace's folder, one file a study, and go on from there. */
export function loggedSearch(
  folder: string,
  minutes: number = DEFAULTS.training.searchMinutes,
): TransitionTuning {
  return {
    milliseconds: minutes * MINUTE,
    openLog(about) {
      const study = createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 12);
      return openTrialLog(join(folder, 'studies', `${about.model}-${study}.jsonl`), about);
    },
  };
}
