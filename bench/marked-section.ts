import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Puts what was measured between two marks of a page, in place of what stands there.
 * @throws where the page lacks them: nothing is written then
 */
export function writeBetween(page: URL, [opening, closing]: readonly [string, string], text: string): void {
  const document = readFileSync(page, 'utf8');
  const [start, end] = [document.indexOf(opening), document.indexOf(closing)];
  if (start < 0 || end < start) throw new Error(`${page.pathname} lacks the marks ${opening} … ${closing}`);
  writeFileSync(page, `${document.slice(0, start + opening.length)}\n${text}${document.slice(end)}`);
}
