import { Link } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';

export function Footer() {
  const { texts } = useTexts();
  return (
    <footer className="border-t border-line pb-28 lg:pb-0">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center justify-between gap-4 px-4 py-6 text-sm text-soft sm:px-6 xl:px-8">
        <p>{texts.footer.demo}</p>
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          <Link href="/studio/look" className="underline underline-offset-4 hover:text-ink">
            {texts.screens.look.link}
          </Link>
          <a href="/docs" className="underline underline-offset-4 hover:text-ink">
            {texts.footer.api}
          </a>
        </p>
      </div>
    </footer>
  );
}
