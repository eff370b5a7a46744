import { ImageUp } from 'lucide-react';
import { useRef } from 'react';
import { useLocation } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { PictureInput } from '../photo/picture-input.tsx';
import { handScreenshot } from '../screens/handed-screenshot.ts';
import { LookTrouble } from '../screens/look-trouble.tsx';
import { useLook } from '../screens/use-look.ts';
import { ScreenAdvice } from './screen-advice.tsx';

/** One look at one picture: for phones, whose browsers share no screen, and for everyone else as well. */
export function ScreenshotLook() {
  const { screens } = useTexts().texts;
  const { shot } = screens;
  const [, navigate] = useLocation();
  const files = useRef<HTMLInputElement>(null);
  const look = useLook();
  const answer = look.answers.at(-1);
  const { screenshot } = look;
  return (
    <div>
      <PictureInput ref={files} testId="guide-screenshot" onPicture={(file) => void look.show(file)} />
      <button
        type="button"
        title={shot.hint}
        onClick={() => files.current?.click()}
        className="press flex min-h-11 w-full items-center gap-3 rounded-xl text-left text-sm hover:text-accent-deep"
      >
        <ImageUp size={18} aria-hidden="true" className="shrink-0 text-soft" />
        {shot.label}
      </button>
      <output className="block text-sm text-soft empty:hidden">
        {(look.is === 'reading' || (look.is === 'looking' && !answer)) && shot.looking}
        {look.is === 'unreadable' && screens.unreadable}
      </output>
      {look.error && <LookTrouble error={look.error} onRetry={() => void look.again()} />}
      {screenshot && answer && (
        <div className="appear flex flex-col gap-3 rounded-2xl border border-line p-3">
          <img
            src={screenshot.url}
            alt={shot.picture}
            className="max-h-40 w-full rounded-lg bg-well object-cover object-top"
          />
          <ScreenAdvice answer={answer} />
          <p className="flex justify-between text-sm">
            <Quiet
              onClick={() => {
                handScreenshot(screenshot.picture);
                navigate('/studio/look');
              }}
            >
              {shot.more}
            </Quiet>
            <Quiet onClick={() => look.clear()}>{shot.dismiss}</Quiet>
          </p>
        </div>
      )}
    </div>
  );
}

function Quiet(props: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={props.onClick}
      className="press -my-1 min-h-11 text-soft underline-offset-4 hover:text-ink hover:underline"
    >
      {props.children}
    </button>
  );
}
