import type { Speech } from '../i18n/use-texts.ts';
import type { Step } from './steps.ts';

export function stepLabel(step: Step, { texts, say }: Speech): string {
  return texts.steps[step.action](say(step.target?.title));
}
