import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import type { Screenshot } from '../../screens/screenshot.ts';

/** A narrow picture, such as a phone's, is not drawn larger than it is. */
const LEAST_DRAWN = 420;

/** The screenshot, as wide as there is room for; what is laid over it is placed in shares of it. */
export function PictureFrame(props: { screenshot: Screenshot; isBusy?: boolean; children: ReactNode }) {
  const { screens } = useTexts().texts;
  const { url, width, height } = props.screenshot;
  return (
    <div
      className={`relative w-full overflow-hidden rounded-xl border border-line bg-well ${props.isBusy ? 'breathe' : ''}`}
      style={{ maxWidth: height > width ? Math.max(LEAST_DRAWN, Math.min(width, 560)) : undefined }}
    >
      <img
        src={url}
        alt={screens.look.picture}
        width={width}
        height={height}
        draggable={false}
        className="block h-auto w-full select-none"
      />
      {props.children}
    </div>
  );
}
