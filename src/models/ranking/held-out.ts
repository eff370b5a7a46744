import type { Random } from '../../core/random.ts';

/** Two sides of a list of questions: one to learn from, and one to see how well it was learned. */
export interface HeldOut<T> {
  readonly seen: readonly T[];
  readonly unseen: readonly T[];
}

const PARTS = 4;
/** Held-out questions that settle when to stop; where one part has as many, the other parts need no turn. */
const ENOUGH = 300;

/**
 * Holds out one quarter after the other, drawn at random, until 300 questions have had their turn or all had: where
 * there are few, each has to tell (cross-validation).
 */
export function heldOutParts<T>(questions: readonly T[], random: Random): HeldOut<T>[] {
  const drawn = random.shuffle(questions);
  const parts: HeldOut<T>[] = [];
  let asked = 0;
  for (let part = 0; part < PARTS && asked < ENOUGH; part++) {
    const unseen = drawn.filter((_, place) => place % PARTS === part);
    parts.push({ seen: drawn.filter((_, place) => place % PARTS !== part), unseen });
    asked += unseen.length;
  }
  return parts;
}

/**
 * How long to learn: the place of the least mean over the parts' losses, which were taken before learning (place 0) and
 * after each round. Each part counts as many questions as it held out.
 */
export function bestRound(losses: readonly (readonly number[])[], counts: readonly number[]): number {
  const rounds = Math.min(...losses.map((own) => own.length));
  let best = 0;
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const sum = losses.reduce((total, own, part) => total + own[round] * counts[part], 0);
    if (sum >= least) continue;
    least = sum;
    best = round;
  }
  return best;
}
