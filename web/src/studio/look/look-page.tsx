import { useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { PageHeading } from '../../layout/page-heading.tsx';
import { LookTrouble } from '../../screens/look-trouble.tsx';
import { takeHandedScreenshot } from '../../screens/handed-screenshot.ts';
import { useLook } from '../../screens/use-look.ts';
import { useOnce } from '../../state/use-once.ts';
import { PicturePicker } from './picture-picker.tsx';
import { Findings } from './findings.tsx';

/** The playground: a picture of a screen, what is seen on it, and what to do there. */
export function LookPage() {
  const { screens } = useTexts().texts;
  const look = useLook();
  const [pictures, setPictures] = useState(0);
  const show = (file: Blob, name: string): void => {
    setPictures((before) => before + 1);
    void look.show(file, name);
  };
  useOnce(() => {
    const handed = takeHandedScreenshot();
    if (handed) show(handed, 'screenshot');
  });
  const { screenshot } = look;
  return (
    <>
      <PageHeading title={screens.look.title} className="text-xl font-semibold tracking-tight" />
      <p className="mt-1 mb-4 text-soft">{screens.look.line}</p>
      <PicturePicker isSmall={screenshot !== null} onPicture={show} />
      {look.is === 'unreadable' && (
        <p role="alert" className="mt-4 rounded-xl bg-well p-4 font-medium">
          {screens.unreadable}
        </p>
      )}
      {look.error && (
        <div className="mt-4">
          <LookTrouble error={look.error} onRetry={() => void look.again()} />
        </div>
      )}
      {screenshot && <Findings key={pictures} look={look} screenshot={screenshot} />}
    </>
  );
}
