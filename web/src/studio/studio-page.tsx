import { ScanSearch } from 'lucide-react';
import { Link } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { LanguageButton } from '../layout/language-button.tsx';
import { Logo } from '../layout/logo.tsx';
import { ThemeButton } from '../layout/theme-button.tsx';
import { LookPage } from './look/look-page.tsx';

/** The studio: dense, and with its own frame around its pages. */
export default function StudioPage() {
  const { studio } = useTexts().texts.screens;
  return (
    <div className="flex min-h-dvh flex-col text-sm leading-5">
      <a
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-3 focus:text-on-accent"
        href="#content"
      >
        {studio.skip}
      </a>
      <header className="flex items-center gap-2 border-b border-line bg-surface px-3 lg:px-4">
        <Link href="/studio/look" className="flex h-12 min-w-0 items-center gap-2 text-base font-semibold">
          <span className="shrink-0 scale-75">
            <Logo />
          </span>
          <span className="truncate">{studio.name}</span>
        </Link>
        <div className="ml-auto flex items-center">
          <Link
            href="/"
            className="press px-2 py-3 text-soft underline-offset-4 hover:text-ink hover:underline"
          >
            {studio.shop}
          </Link>
          <LanguageButton />
          <ThemeButton />
        </div>
      </header>
      <div className="flex min-w-0 flex-1 flex-col lg:flex-row">
        <nav
          aria-label={studio.nav}
          className="flex shrink-0 gap-1 border-line px-3 py-2 max-lg:border-b lg:w-48 lg:flex-col lg:border-r"
        >
          <Link
            href="/studio/look"
            aria-current="page"
            className="flex h-10 items-center gap-2 rounded-lg bg-tint px-3 font-medium text-accent-deep"
          >
            <ScanSearch size={16} aria-hidden="true" className="shrink-0" />
            {studio.screens}
          </Link>
          <a
            href="/docs"
            className="press flex h-10 items-center rounded-lg px-3 text-soft hover:bg-well hover:text-ink"
          >
            {studio.api}
          </a>
        </nav>
        <main id="content" className="min-w-0 flex-1 px-3 py-4 lg:px-6">
          <LookPage />
        </main>
      </div>
    </div>
  );
}
