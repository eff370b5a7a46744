import { Link } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { PageHeading } from '../layout/page-heading.tsx';

export function NotFoundPage() {
  const { texts } = useTexts();
  return (
    <>
      <PageHeading title={texts.states.notFound} />
      <p className="mt-2 mb-6 text-soft">{texts.states.notFoundRemedy}</p>
      <Link href="/" className={button.main}>
        {texts.states.toHome}
      </Link>
    </>
  );
}
