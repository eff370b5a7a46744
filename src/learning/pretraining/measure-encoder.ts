/** How well an encoder of pictures and words does on photos that it has not seen. */
import { dot } from '../../core/maths.ts';
import type {
  CompactEncoder,
  CompactTextEncoder,
} from '../../perception/encoders/image/compact/compact-encoder.ts';
import type { Photo } from './photo.ts';

export interface EncoderMeasures {
  /** Share of photos whose likeliest label is right, by task; a label that was never taught counts as wrong. */
  readonly accuracy: Readonly<Record<string, { readonly top1: number; readonly photos: number }>>;
  /** Share of photos whose own title is among the ten nearest of `titles` titles; the rest of a tie counts against it. */
  readonly retrieval: { readonly recallAt10: number; readonly titles: number };
}

const MOST_TITLES = 1_000;
const TOP = 10;

/** @param photos pictures of the encoder's side; the first 1,000 with a text are what retrieval is measured among. */
export async function measureEncoder(
  photos: readonly Photo[],
  picture: CompactEncoder,
  text: CompactTextEncoder,
): Promise<EncoderMeasures> {
  const described = await picture.describe(photos.map(({ pixels }) => pixels));
  const counts: Record<string, { right: number; photos: number }> = {};
  for (const [i, { labels }] of photos.entries()) {
    for (const [task, label] of Object.entries(labels)) {
      const count = (counts[task] ??= { right: 0, photos: 0 });
      count.photos++;
      if (described[i].find((guess) => guess.task === task)?.label === label) count.right++;
    }
  }
  return {
    accuracy: Object.fromEntries(
      Object.entries(counts).map(([task, count]) => [
        task,
        { top1: count.right / count.photos, photos: count.photos },
      ]),
    ),
    retrieval: await measureRetrieval(photos, picture, text),
  };
}

async function measureRetrieval(
  photos: readonly Photo[],
  picture: CompactEncoder,
  text: CompactTextEncoder,
): Promise<EncoderMeasures['retrieval']> {
  const titled = photos.filter((photo) => photo.text !== '').slice(0, MOST_TITLES);
  const { width } = picture;
  const pictures = await picture.encode(titled.map(({ pixels }) => pixels));
  const titles = await text.encode(titled.map((photo) => photo.text));
  const row = (vectors: Float32Array, i: number): Float32Array =>
    vectors.subarray(i * width, (i + 1) * width);
  let found = 0;
  for (const i of titled.keys()) {
    const own = dot(row(pictures, i), row(titles, i));
    const before = titled.keys().filter((j) => j !== i && dot(row(pictures, i), row(titles, j)) >= own);
    if ([...before].length < TOP) found++;
  }
  return { recallAt10: titled.length === 0 ? 0 : found / titled.length, titles: titled.length };
}
