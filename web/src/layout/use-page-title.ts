import { useEffect, useRef, type RefObject } from 'react';
import { useTexts } from '../i18n/use-texts.ts';

/** The first page of a visit leaves the focus where the browser puts it. */
let firstPage = true;

/** Names the page in the tab and, after a change of page, moves the focus to its heading for screen readers. */
export function usePageTitle(name: string | null): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const { texts } = useTexts();
  useEffect(() => {
    document.title = name === null ? texts.titles.home : texts.titles.page(name);
  }, [name, texts]);
  useEffect(() => {
    if (!firstPage) heading.current?.focus({ preventScroll: true });
    firstPage = false;
  }, []);
  return heading;
}
