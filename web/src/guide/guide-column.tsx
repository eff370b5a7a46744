import { Sparkle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/use-texts.ts';

/** On a computer: beside the page, in sight while the page scrolls. */
export function GuideColumn({ children }: { children: ReactNode }) {
  const { texts } = useTexts();
  return (
    <div
      data-guide
      className="sticky top-[7.25rem] -mx-2 flex max-h-[calc(100dvh-7.25rem)] flex-col gap-6 overflow-y-auto px-2 pt-8 pb-10 [scrollbar-width:thin]"
    >
      <h2 className="flex items-center gap-2 text-lg font-semibold">
        <Sparkle size={18} aria-hidden="true" className="fill-accent text-accent" />
        {texts.guide.title}
      </h2>
      {children}
    </div>
  );
}
