import type { Encoder } from '../../src/core/contracts/encoder.ts';
import { dot } from '../../src/core/maths.ts';
import type { Question, TextShop } from './text-shop.ts';

/** Figures of one question: the share of right answers, and for texts also that of those among the first ten. */
export async function answer(
  question: Question,
  encoder: Encoder<string>,
  { catalogue, heldOut }: TextShop,
): Promise<number[]> {
  if (question.kind === 'category') {
    const known = await rowsOf(
      encoder,
      catalogue.map(({ title }) => title.en ?? ''),
    );
    const asked = await rowsOf(
      encoder,
      heldOut.map(({ title }) => title.en ?? ''),
    );
    const right = heldOut.filter((item, i) => {
      const nearest = catalogue[nearestOf(asked[i], known)];
      return nearest.categories.at(-1) === item.categories.at(-1);
    });
    return [right.length / heldOut.length];
  }
  const both = heldOut.filter((item) => question.from(item) && question.to(item));
  const from = await rowsOf(
    encoder,
    both.map((item) => question.from(item) ?? ''),
  );
  const to = await rowsOf(
    encoder,
    both.map((item) => question.to(item) ?? ''),
  );
  const ranks = from.map((vector, i) => {
    const own = dot(vector, to[i]);
    // An equal one counts as before it: an encoder that gives zeros finds nothing.
    return to.filter((other, j) => j !== i && dot(vector, other) >= own).length;
  });
  return [1, 10].map((most) => ranks.filter((rank) => rank < most).length / both.length);
}

async function rowsOf(encoder: Encoder<string>, texts: readonly string[]): Promise<Float32Array[]> {
  const vectors = await encoder.encode(texts);
  return texts.map((_, i) => vectors.subarray(i * encoder.width, (i + 1) * encoder.width));
}

function nearestOf(vector: Float32Array, others: readonly Float32Array[]): number {
  let nearest = 0;
  let most = -Infinity;
  for (const [i, other] of others.entries()) {
    const product = dot(vector, other);
    if (product > most) [nearest, most] = [i, product];
  }
  return nearest;
}
