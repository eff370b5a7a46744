/**
 * How fast and how well a shop is searched: `node bench/search.bench.ts --workspace DIR [--queries N]`.
 *
 * Queries are those that the shop's own shoppers typed, each once; right is what lies in the category of the item they
 * opened next. Photos are the shop's own pictures, halved, and right is an item of the same category other than the
 * pictured one. Times are those of a caller over HTTP on this machine, one request after another.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createClient } from '../src/client/http-client.ts';
import { serveWorkspace } from '../src/config/serve.ts';
import { openWorkspace, type Workspace } from '../src/config/workspace.ts';
import type { SearchAnswer } from '../src/core/contracts/api.ts';
import { createRandom } from '../src/core/random.ts';

const { values } = parseArgs({
  options: {
    workspace: { type: 'string', default: '.daogou' },
    queries: { type: 'string', default: '300' },
  },
});
const count = Number(values.queries);
const DEPTH = 12;
const PHOTOS = 100;
const HAN = /\p{Script=Han}/u;

/** What was typed, and the most particular category of what was opened next. */
type Typed = readonly [query: string, category: string];

async function typedQueries({ store }: Workspace): Promise<Typed[]> {
  const { rows: users } = await store.users.list({ offset: 0, limit: 1_000 });
  const { items } = await store.loadDataset();
  const categoryOf = new Map(items.map(({ id, categories }) => [id, categories.at(-1) ?? '']));
  const typed = new Map<string, string>();
  for (const { id } of users) {
    const events = await store.events.recent({ userId: id }, 500);
    for (const [i, { type, query, sessionId }] of events.entries()) {
      if (type !== 'search' || query === null) continue;
      const next = events.slice(i + 1, i + 4).find((event) => event.sessionId === sessionId && event.itemId);
      const category = categoryOf.get(next?.itemId ?? '');
      if (category !== undefined) typed.set(query, category);
    }
  }
  return createRandom('queries')
    .shuffle([...typed])
    .slice(0, count);
}

const times: number[] = [];
async function timed(ask: () => Promise<SearchAnswer>): Promise<SearchAnswer> {
  const begun = performance.now();
  const answer = await ask();
  times.push(performance.now() - begun);
  return answer;
}

function tell(what: string, right: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
  const mean = right.reduce((sum, one) => sum + one, 0) / right.length;
  console.log(
    `${what.padEnd(22)} ${String(right.length).padStart(4)} asked, right in the first ${DEPTH}: ${mean.toFixed(3)}, ` +
      `median ${at(0.5)} ms, p95 ${at(0.95)} ms`,
  );
  times.length = 0;
}

const workspace = await openWorkspace({ folder: values.workspace });
const queries = await typedQueries(workspace);
const { items } = await workspace.store.loadDataset();
const sizeOf = (category: string): number =>
  items.filter(({ categories }) => categories.at(-1) === category).length;
const shop = await serveWorkspace({ workspace, port: 0 });
await shop.looked();
const client = createClient({ baseUrl: shop.url });
const rightIn = (answer: SearchAnswer, category: string, among: number): number =>
  answer.items.filter(({ item }) => item.categories.at(-1) === category).length / Math.min(DEPTH, among);

console.log(
  `${cpus()[0].model}, ${availableParallelism()} threads, load ${loadavg()[0].toFixed(1)}, ${items.length} items`,
);
for (const [language, ofLanguage] of [
  ['English', queries.filter(([query]) => !HAN.test(query))],
  ['Chinese', queries.filter(([query]) => HAN.test(query))],
] as const) {
  const right: number[] = [];
  for (const [q, category] of ofLanguage) {
    const answer = await timed(() => client.search({ q, limit: DEPTH }));
    right.push(rightIn(answer, category, sizeOf(category)));
  }
  tell(`words, ${language}`, right);
}
const pictured = items.filter(({ image }) => image !== null);
const right: number[] = [];
for (const item of createRandom('photos')
  .shuffle([...pictured])
  .slice(0, PHOTOS)) {
  const file = join(workspace.media.folder, item.image ?? '');
  const { width } = await sharp(file).metadata();
  const picture = await sharp(file)
    .resize(Math.ceil(width / 2))
    .jpeg()
    .toBuffer();
  const blob = new Blob([Uint8Array.from(picture)], { type: 'image/jpeg' });
  const answer = await timed(() => client.searchByPicture(blob, { limit: DEPTH }));
  const others = { ...answer, items: answer.items.filter((one) => one.item.id !== item.id) };
  const category = item.categories.at(-1) ?? '';
  right.push(rightIn(others, category, sizeOf(category) - 1));
}
tell('photos', right);
await shop.close();
await workspace.close();
