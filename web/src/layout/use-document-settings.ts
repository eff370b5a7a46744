import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useTexts } from '../i18n/use-texts.ts';
import { themeSetting } from '../state/settings.ts';
import { usePersisted } from '../state/use-persisted.ts';

/** Keeps `<html>` in step with the language and the theme, and starts each new page at its top. */
export function useDocumentSettings(): void {
  const { language } = useTexts();
  const theme = usePersisted(themeSetting);
  const [path] = useLocation();

  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);

  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);

  useEffect(() => {
    const goingBack = (): void => {
      comingBack = true;
    };
    window.addEventListener('popstate', goingBack);
    return () => window.removeEventListener('popstate', goingBack);
  }, []);

  useEffect(() => {
    // Going back keeps the place; the browser restores it.
    if (!comingBack && path !== lastPath) window.scrollTo(0, 0);
    comingBack = false;
    lastPath = path;
  }, [path]);
}

let comingBack = false;
let lastPath = globalThis.location?.pathname;
