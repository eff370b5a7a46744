import { Link } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { usePageTitle } from '../layout/use-page-title.ts';

export function NotFoundPage() {
  const { texts } = useTexts();
  const heading = usePageTitle(texts.states.notFound);
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="text-3xl font-semibold tracking-tight">
        {texts.states.notFound}
      </h1>
      <p className="mt-2 mb-6 text-soft">{texts.states.notFoundRemedy}</p>
      <Link href="/" className={button.main}>
        {texts.states.toHome}
      </Link>
    </>
  );
}
