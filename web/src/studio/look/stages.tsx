import { Check, Circle, LoaderCircle } from 'lucide-react';
import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import type { ScreenStage } from '../../../../src/core/contracts/screen.ts';
import { formatCount } from '../../i18n/formats.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import type { Look } from '../../screens/use-look.ts';

const STAGES: readonly ScreenStage[] = ['pixels', 'text', 'catalogue'];

/** The three answers as they come, with their milliseconds; an earlier one can be looked at again. */
export function Stages(props: {
  look: Look;
  shown: LookAnswer | undefined;
  onChoose: (position: number) => void;
}) {
  const { texts, language } = useTexts();
  const words = texts.screens;
  const { answers, is } = props.look;
  const latest = answers.at(-1);
  const time = (answer: LookAnswer): string =>
    words.milliseconds(formatCount(Math.round(answer.milliseconds), language));
  return (
    <>
      <ol aria-label={words.look.progress} className="flex flex-wrap gap-1.5">
        {STAGES.map((stage) => {
          const position = answers.findIndex((answer) => answer.stage === stage);
          const answer = answers[position];
          const isNext = is === 'looking' && position < 0 && stage === STAGES[answers.length];
          const said = answer ? time(answer) : is === 'looking' ? '…' : words.look.notReached;
          return (
            <li key={stage}>
              <button
                type="button"
                disabled={!answer}
                aria-pressed={answer !== undefined && answer === props.shown}
                title={answer && words.look.showAnswer(words.stages[stage])}
                onClick={() => props.onChoose(position)}
                className="press flex min-h-9 items-center gap-1.5 rounded-lg border border-line px-2.5 text-soft enabled:hover:border-edge aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:text-ink"
              >
                <StageIcon is={answer ? 'there' : isNext ? 'coming' : 'waiting'} />
                {words.stages[stage]}
                <span className="tabular-nums">{said}</span>
              </button>
            </li>
          );
        })}
      </ol>
      <output data-testid="look-state" data-state={is} className="sr-only">
        {is === 'looking' && words.look.looking}
        {latest && words.look.arrived(words.stages[latest.stage], time(latest))}
      </output>
    </>
  );
}

function StageIcon({ is }: { is: 'there' | 'coming' | 'waiting' }) {
  const look = { size: 14, 'aria-hidden': true } as const;
  if (is === 'there') return <Check {...look} className="text-accent" />;
  if (is === 'coming') return <LoaderCircle {...look} className="motion-safe:animate-spin" />;
  return <Circle {...look} className="opacity-50" />;
}
