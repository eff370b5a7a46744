/** Trains the network that tells the candidates of screens apart. */
import { ELEMENT_KINDS, type LabelledScreen, type TextLine } from '../../core/contracts/screen.ts';
import type { Random } from '../../core/random.ts';
import { CLASSES } from '../../perception/screens/elements/choose-elements.ts';
import { DESCRIPTION_SIZE } from '../../perception/screens/elements/describe-candidates.ts';
import type { DescribedScreen } from '../../perception/screens/elements/element-finder.ts';
import type { SmallNetwork } from '../../perception/screens/elements/small-network.ts';
import {
  judgeCandidates,
  WORDED_CLASSES,
  WORDED_SIZE,
  wordedAmong,
} from '../../perception/screens/elements/describe-worded.ts';
import { trainSmallNetwork } from './train-screen-elements-network.ts';

/** A screen as a judge is trained on it. */
export interface PreparedScreen {
  readonly screen: LabelledScreen;
  readonly lines: readonly TextLine[];
  readonly described: DescribedScreen;
  /** `(candidates, CLASSES)`: how far each candidate is each kind of element. */
  readonly targets: Float32Array;
}

/** How a judge is trained. Chosen on held-out families. */
export const JUDGE_SETTINGS = { hidden: 32, epochs: 6, dropout: 0.35, weightDecay: 0.1 };
const WORDS_SETTINGS = { hidden: 8, epochs: 150, dropout: 0, weightDecay: 0.1 };
/** Most candidates are nothing: this share of those is learned from, and counts for all. */
const NOTHING_KEPT = 0.35;

/** What judges candidates. */
export interface Judge {
  readonly network: SmallNetwork;
  readonly words: SmallNetwork;
}

/** Learns to tell candidates of screens apart, and by its own network those that name their action. */
export async function trainJudge(
  screens: readonly PreparedScreen[],
  random: Random,
  settings = JUDGE_SETTINGS,
): Promise<Judge> {
  return {
    network: await trainOnAll(screens, random, settings),
    words: await trainOnWords(screens, random.fork('words')),
  };
}

/** Probabilities of a screen's candidates, `(candidates, CLASSES)`. */
export function judgeScreen({ described }: PreparedScreen, { network, words }: Judge): Float32Array {
  return judgeCandidates(described.candidates, described.described, network, words);
}

async function trainOnWords(screens: readonly PreparedScreen[], random: Random): Promise<SmallNetwork> {
  const worded = screens.flatMap(({ described: { candidates, described }, targets }) =>
    wordedAmong(candidates, described).map(({ index, kind, row }) => ({
      row,
      share: targets[index * CLASSES + ELEMENT_KINDS.indexOf(kind)],
    })),
  );
  // Without a line of text nothing names its action.
  if (worded.length === 0) worded.push({ row: new Float32Array(WORDED_SIZE), share: 0 });
  const rows = new Float32Array(worded.length * WORDED_SIZE);
  const targets = new Float32Array(worded.length * WORDED_CLASSES);
  for (const [i, { row, share }] of worded.entries()) {
    rows.set(row, i * WORDED_SIZE);
    targets.set([share, 1 - share], i * WORDED_CLASSES);
  }
  return trainSmallNetwork({
    rows,
    targets,
    inputs: WORDED_SIZE,
    classes: WORDED_CLASSES,
    random,
    ...WORDS_SETTINGS,
  });
}

async function trainOnAll(
  screens: readonly PreparedScreen[],
  random: Random,
  settings: typeof JUDGE_SETTINGS,
): Promise<SmallNetwork> {
  const draws = random.fork('rows');
  const chosen = screens.map(({ described, targets }) =>
    described.candidates
      .map((_, i) => i)
      .filter((i) => targets[(i + 1) * CLASSES - 1] < 1 || draws.next() < NOTHING_KEPT),
  );
  const rows = chosen.reduce((total, { length }) => total + length, 0);
  const lesson = {
    rows: new Float32Array(rows * DESCRIPTION_SIZE),
    targets: new Float32Array(rows * CLASSES),
    weights: new Float32Array(rows),
  };
  // Every family counts the same in the end, softened: the few screens of some are too few to be heard as loudly.
  const sizes = new Map<string, number>();
  for (const { screen } of screens) sizes.set(screen.family, (sizes.get(screen.family) ?? 0) + 1);
  let at = 0;
  for (const [s, { screen, described, targets }] of screens.entries()) {
    const weight = Math.sqrt(30 / (sizes.get(screen.family) ?? 1));
    for (const i of chosen[s]) {
      const target = targets.subarray(i * CLASSES, (i + 1) * CLASSES);
      lesson.rows.set(
        described.described.subarray(i * DESCRIPTION_SIZE, (i + 1) * DESCRIPTION_SIZE),
        at * DESCRIPTION_SIZE,
      );
      lesson.targets.set(target, at * CLASSES);
      lesson.weights[at++] = target[CLASSES - 1] < 1 ? weight : weight / NOTHING_KEPT;
    }
  }
  return trainSmallNetwork({
    ...lesson,
    inputs: DESCRIPTION_SIZE,
    classes: CLASSES,
    ...settings,
    random,
  });
}
