/** Screens with labels, drawn from the pages of the embedded shop over any catalogue: to learn from and to measure on. */
import type { PageType } from '../core/contracts/screen.ts';
import { DaogouError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { createRandom } from '../core/random.ts';
import { allItems } from './all-items.ts';
import { openBrowser } from './render-screens/browser.ts';
import { ScreenDrawer } from './render-screens/draw-screen.ts';
import { drawPlan } from './render-screens/plan.ts';
import { ScreensWriter } from './render-screens/screens-writer.ts';
import { drawTheme } from './render-screens/themes.ts';
import { serveWorkspace } from './serve.ts';
import type { Workspace } from './workspace.ts';

export interface RenderOptions {
  readonly workspace: Workspace;
  /** Folder for the screens; what it holds of earlier ones is replaced. */
  readonly out: string;
  readonly count: number;
  readonly seed: string | number;
  /** What the shop is called among the sources of screens; default `embedded`. */
  readonly name?: string;
  readonly progress: Progress;
}

export interface RenderReport {
  readonly screens: number;
  /** Screens that came out as another page than was planned, and were left out. */
  readonly dropped: number;
  readonly pages: Readonly<Partial<Record<PageType, number>>>;
  readonly elements: number;
  readonly products: number;
}

/** A theme is one look: a family of screens that stand on one side of any split. */
const SCREENS_A_THEME = 8;
const MOST_TRIES = 2;

/**
 * Draws `count` screens of a workspace's shop in many dresses and writes them, with labels read from the pages
 * themselves, as a folder of screens. The same seed on the same catalogue draws the same screens.
 *
 * Throws `missing-dependency` without a browser, `not-enough-data` for an empty catalogue.
 */
export async function renderScreens(options: RenderOptions): Promise<RenderReport> {
  const { workspace, count, progress, name = 'embedded' } = options;
  const items = await allItems(workspace);
  if (items.length === 0) throw emptyCatalogue(workspace.folder);
  const browser = await openBrowser();
  try {
    const server = await serveWorkspace({ workspace, port: 0 });
    const drawer = new ScreenDrawer(browser, server.url);
    const writer = await ScreensWriter.create(options.out);
    const step = progress.start('Drawing screens', count);
    const report = {
      screens: 0,
      dropped: 0,
      pages: {} as Record<PageType, number>,
      elements: 0,
      products: 0,
    };
    try {
      const catalogue = { items, hasGuide: server.modelId !== undefined };
      for (let number = 0; number < count; number++) {
        const theme = Math.floor(number / SCREENS_A_THEME);
        const random = createRandom(`${options.seed}/${theme}`);
        const language = theme % 2 === 0 ? 'en' : 'zh';
        const look = drawTheme(language, random.fork('theme'), catalogue.hasGuide);
        for (let tries = 0; tries < MOST_TRIES; tries++) {
          const plan = drawPlan(look, catalogue, random.fork(`${number}/${tries}`));
          const drawn = await drawer.draw(plan);
          if (drawn === undefined) {
            report.dropped++;
            continue;
          }
          const { device } = plan.size;
          const id = `${name}-${String(number).padStart(5, '0')}`;
          const family = `${name}-${language}-${theme}`;
          const scrolled = plan.scroll > 0;
          await writer.add(drawn.picture, drawn.reading, {
            id,
            family,
            source: name,
            device,
            language,
            scrolled,
          });
          report.screens++;
          report.pages[plan.page] = (report.pages[plan.page] ?? 0) + 1;
          report.elements += drawn.reading.elements.length;
          report.products += drawn.reading.products.length;
          break;
        }
        step.advance();
        step.note(`${report.elements} elements`);
      }
      step.done();
    } finally {
      await drawer.close();
      await server.close();
    }
    return report;
  } finally {
    await browser.close();
  }
}

function emptyCatalogue(folder: string): DaogouError {
  return new DaogouError('not-enough-data', `The catalogue of ${folder} has no items to show`, {
    received: 0,
    remedy: 'Run `daogou demo` for the embedded shop, or import one with `daogou import`.',
  });
}
