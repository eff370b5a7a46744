import { useEffect, useState } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { stepLabel } from './step-label.ts';
import type { Step } from './steps.ts';

/** Long enough for the page that was just opened to be named first. */
const PAUSE = 900;

/** Says a changed next step to screen readers, once it has settled. */
export function GuideVoice({ step }: { step: Step | undefined }) {
  const speech = useTexts();
  const sentence = step
    ? speech.texts.guide.announce(stepLabel(step, speech), step.reason[speech.language])
    : '';
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(sentence), PAUSE);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
