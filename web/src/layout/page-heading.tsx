import { useEffect, useRef } from 'react';
import { useTexts } from '../i18n/use-texts.ts';

/** The first page of a visit leaves the focus where the browser puts it. */
let firstPage = true;

/**
 * The heading of a page. It names the page in the tab, too, and takes the focus after a change of page, so that a
 * screen reader says where one is.
 */
export function PageHeading(props: { title: string; home?: boolean; className?: string }) {
  const { title, home = false } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const { texts } = useTexts();
  useEffect(() => {
    document.title = home ? texts.titles.home : texts.titles.page(title);
  }, [home, title, texts]);
  useEffect(() => {
    if (!firstPage) heading.current?.focus({ preventScroll: true });
    firstPage = false;
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={props.className ?? 'text-3xl font-semibold tracking-tight'}>
      {title}
    </h1>
  );
}
