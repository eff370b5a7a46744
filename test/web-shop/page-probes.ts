/** What the tests of the pages ask a page. */
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface GuideWatch {
  fewestPicks: number;
  shift: number;
}

/** Runs in the page: notes the fewest picks ever on it, and how far anything was pushed about. */
export const WATCH_GUIDE = `
  const count = () => document.querySelectorAll('[data-testid=guide-picks] > li').length;
  window.seen = { fewestPicks: count(), shift: 0 };
  new MutationObserver(() => {
    seen.fewestPicks = Math.min(seen.fewestPicks, count());
  }).observe(document.body, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += entry.value;
  }).observe({ type: 'layout-shift' });
`;

const underWay = new WeakMap<Page, { requests: number; lastChange: number }>();

/** Counts what the page asks for, from now on. */
export function watchRequests(page: Page): void {
  const state = { requests: 0, lastChange: Date.now() };
  underWay.set(page, state);
  const count = (change: number) => (): void => {
    state.requests += change;
    state.lastChange = Date.now();
  };
  page.on('request', count(1));
  page.on('requestfinished', count(-1));
  page.on('requestfailed', count(-1));
}

const QUIET_MILLISECONDS = 100;

/** Waits until the page has its heading and has asked for nothing and been told nothing for a moment. */
export async function quiet(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
  const state = underWay.get(page);
  const isQuiet = (): boolean =>
    state === undefined || (state.requests <= 0 && Date.now() - state.lastChange > QUIET_MILLISECONDS);
  await expect.poll(isQuiet, { interval: 20, timeout: 15_000 }).toBe(true);
}

/** Follows a link within the shop, without loading the shop anew. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
  await quiet(page);
}

/** Waits until nothing fades or slides any more. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(`Promise.allSettled(
    document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity)
      .map(({ finished }) => finished),
  ).then(() => undefined)`);
}

/** Presses Tab until the focus is on an element of the selector, and holds that the focus can be seen there. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    // The ring of a field may be drawn by the box around it.
    const found = await page.evaluate<boolean | null>(`
      document.activeElement.matches(${JSON.stringify(selector)})
        ? [document.activeElement, document.activeElement.parentElement]
            .some((one) => getComputedStyle(one).outlineStyle !== 'none')
        : null
    `);
    if (found === null) continue;
    expect([selector, found]).toEqual([selector, true]);
    return;
  }
  throw new Error(`Tab never came to ${selector}`);
}

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe finds that keeps people out, with the element and the reason; empty where all is well. */
export async function barriersOf(page: Page, name: string): Promise<string[]> {
  // Colours are measured when nothing is fading in any more.
  await still(page);
  if (await page.evaluate<boolean>('!globalThis.axe')) await page.addScriptTag({ path: axeSource });
  const { violations } = await page.evaluate<AxeResult>(`axe.run({ resultTypes: ['violations'] })`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${name}: ${id}: ${nodes[0].html} ${nodes[0].failureSummary ?? ''}`);
}
