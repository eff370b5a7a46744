import type { LookAction } from '../../../src/core/contracts/look.ts';
import type { Speech } from '../i18n/use-texts.ts';

/** What to do, with what where that is known: on the screens of other shops it often is not. */
export function actionLabel({ action, target }: LookAction, { texts, say }: Speech): string {
  return target ? texts.steps[action](say(target.title)) : texts.verbs[action];
}
