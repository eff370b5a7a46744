import { PencilLine, RotateCw } from 'lucide-react';
import { useState } from 'react';
import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { Screenshot } from '../../screens/screenshot.ts';
import type { Looking } from '../../screens/use-look.ts';
import { Correction } from '../correct/correction.tsx';
import { ActionList } from './action-list.tsx';
import { CallToCopy } from './call-to-copy.tsx';
import { Doubts } from './doubts.tsx';
import { ElementList } from './element-list.tsx';
import { KindLegend } from './kind-legend.tsx';
import { LineList } from './line-list.tsx';
import { PageTypeLine } from './page-type-line.tsx';
import { ProductList } from './product-list.tsx';
import { ScreenView } from './screen-view.tsx';
import { Stages } from './stages.tsx';
import { toolButton } from './tool-button.ts';
import { useShown } from './use-shown.ts';

/** What was found on one picture. */
export function Findings({ look, screenshot }: { look: Looking; screenshot: Screenshot }) {
  const { texts } = useTexts();
  const words = texts.screens;
  const [chosen, setChosen] = useState<number | null>(null);
  const [isCorrecting, setCorrecting] = useState(false);
  const answer = look.answers[chosen ?? look.answers.length - 1];
  if (isCorrecting && answer) {
    return <Correction screenshot={screenshot} answer={answer} onLeave={() => setCorrecting(false)} />;
  }
  return (
    <div className="mt-4 flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Stages look={look} shown={answer} onChoose={setChosen} />
        <span className="flex gap-2 lg:ml-auto">
          <button
            type="button"
            className={toolButton}
            disabled={look.is === 'looking'}
            onClick={() => {
              setChosen(null);
              void look.again();
            }}
          >
            <RotateCw size={14} aria-hidden="true" />
            {words.look.again}
          </button>
          <button
            type="button"
            className={toolButton}
            disabled={look.is !== 'done'}
            onClick={() => setCorrecting(true)}
          >
            <PencilLine size={14} aria-hidden="true" />
            {words.correct.start}
          </button>
        </span>
      </div>
      <Details screenshot={screenshot} answer={answer} />
    </div>
  );
}

function Details({ screenshot, answer }: { screenshot: Screenshot; answer: LookAnswer | undefined }) {
  const shown = useShown(answer);
  return (
    <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_25rem] xl:grid-rows-[auto_1fr] xl:gap-x-4">
      <div className="flex min-w-0 flex-col gap-3">
        {answer && <KindLegend answer={answer} shown={shown} />}
        <ScreenView screenshot={screenshot} answer={answer} shown={shown} />
      </div>
      <div
        className="flex min-w-0 flex-col gap-3 xl:col-start-2 xl:row-span-2 xl:row-start-1"
        aria-busy={answer === undefined}
      >
        {answer && (
          <>
            <PageTypeLine page={answer.page} />
            <Doubts doubts={answer.doubts} />
            <ActionList answer={answer} shown={shown} />
            <ElementList answer={answer} shown={shown} />
          </>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        {answer && (
          <>
            <ProductList answer={answer} screenshot={screenshot} shown={shown} />
            <LineList answer={answer} shown={shown} />
          </>
        )}
        <CallToCopy screenshot={screenshot} />
      </div>
    </div>
  );
}
