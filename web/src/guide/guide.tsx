import { useLocation } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { Trouble } from '../layout/trouble.tsx';
import { ScreenshotLook } from '../watch/screenshot-look.tsx';
import { WatchBar } from '../watch/watch-bar.tsx';
import { Watched } from '../watch/watched.tsx';
import { WatchSwitch } from '../watch/watch-switch.tsx';
import { GuideColumn } from './guide-column.tsx';
import { GuideSheet } from './guide-sheet.tsx';
import { GuideSkeleton } from './guide-skeleton.tsx';
import { GuideVoice } from './guide-voice.tsx';
import { NeverList } from './never-list.tsx';
import { NextStep } from './next-step.tsx';
import { PickList } from './pick-list.tsx';
import { useGuideAnswer } from './use-guide-answer.ts';
import { useSteps } from './use-steps.ts';

const PICKS_BESIDE = 5;

/** The companion beside every page: what to do next, why, and what to look at. */
export function Guide({ presentation }: { presentation: 'column' | 'sheet' }) {
  const { texts } = useTexts();
  const [path] = useLocation();
  const steps = useSteps();
  const answer = useGuideAnswer();
  // What the home page shows large is not repeated beside it.
  const first = path === '/' ? (answer.data?.presentation.items ?? 0) : 0;
  const openPath = path.startsWith('/item/') ? path : null;
  const picks = (answer.data?.items ?? [])
    .filter(({ item }) => openPath !== `/item/${encodeURIComponent(item.id)}`)
    .slice(first, first + PICKS_BESIDE);

  const content = (
    <>
      {steps ? <NextStep steps={steps} /> : <GuideSkeleton />}
      <div className="-my-3 flex flex-col">
        <WatchSwitch />
        <Watched />
        <ScreenshotLook />
      </div>
      {answer.isError && !answer.data && (
        <Trouble error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {answer.data && picks.length > 0 && (
        <PickList picks={picks} recommendationId={answer.data.recommendationId} />
      )}
      <NeverList />
    </>
  );
  return (
    <aside id="guide" tabIndex={-1} aria-label={texts.guide.region} className="outline-none">
      <GuideVoice step={steps?.[0]} />
      <WatchBar />
      {presentation === 'column' ? (
        <GuideColumn>{content}</GuideColumn>
      ) : (
        <GuideSheet step={steps?.[0]}>{content}</GuideSheet>
      )}
    </aside>
  );
}
