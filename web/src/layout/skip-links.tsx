import { useTexts } from '../i18n/use-texts.ts';

const link =
  'sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-3 focus:text-on-accent';

export function SkipLinks() {
  const { texts } = useTexts();
  return (
    <nav aria-label={texts.skipToContent}>
      <a className={link} href="#content">
        {texts.skipToContent}
      </a>
      <a className={link} href="#guide">
        {texts.skipToGuide}
      </a>
    </nav>
  );
}
