import { ELEMENT_KINDS, type Box, type ElementKind } from '../../../core/contracts/screen.ts';
import { ACTION_WORD_NAMES } from './action-words.ts';
import { CLASSES } from './choose-elements.ts';
import type { Candidate } from './candidates.ts';
import { DESCRIPTION_SIZE, PLACES } from './describe-candidates.ts';
import { classify, type SmallNetwork } from './small-network.ts';
import { NAMED_KINDS, NAMING } from './worded-boxes.ts';

const NAMING_PLACES = NAMING.map((word) => ACTION_WORD_NAMES.indexOf(word));

/** Numbers that describe a worded candidate, and what it is: what its words say, or not. */
export const WORDED_SIZE = NAMING.length + 2;
export const WORDED_CLASSES = 2;

/** A candidate that names its action. */
export interface WordedCandidate {
  /** Its place among all candidates. */
  readonly index: number;
  /** What its words say that it is. */
  readonly kind: ElementKind;
  /** Whether the words stand in a button or a field. */
  readonly isFramed: boolean;
  /**
   * WORDED_SIZE numbers: that it is framed, or else the word and its height. Nothing of where it stands and in which colours,
   * which every shop does its own way; and a frame around words means the same for all of them.
   */
  readonly row: Float32Array;
}

/** The candidates that name their action, by the word that takes most of their letters. */
export function wordedAmong(candidates: readonly Candidate[], described: Float32Array): WordedCandidate[] {
  return candidates.flatMap(({ source }, index) => {
    if (source !== 'worded' && source !== 'bare') return [];
    const isFramed = source === 'worded';
    const start = index * DESCRIPTION_SIZE;
    const shares = NAMING_PLACES.map((place) => described[start + PLACES.wordShares + place]);
    const leading = shares.indexOf(Math.max(...shares));
    const row = new Float32Array(WORDED_SIZE);
    if (isFramed) row[NAMING.length] = 1;
    else {
      row[leading] = 1;
      row[NAMING.length + 1] = described[start + PLACES.size + 1];
    }
    return [{ index, kind: NAMED_KINDS[NAMING[leading]], isFramed, row }];
  });
}

/**
 * Probabilities `(candidates, CLASSES)`. A button that names its action is that or nothing, and no other box around the same
 * words is; words alone are at least as likely what they say as the words make them.
 */
export function judgeCandidates(
  candidates: readonly Candidate[],
  described: Float32Array,
  network: SmallNetwork,
  words: SmallNetwork,
): Float32Array {
  const probabilities = classify(network, described);
  for (const { index, kind, isFramed, row } of wordedAmong(candidates, described)) {
    const [certainty] = classify(words, row);
    const place = ELEMENT_KINDS.indexOf(kind);
    const { box } = candidates[index];
    if (isFramed) {
      for (const [i, other] of candidates.entries()) {
        if (i !== index && isAround(other.box, box)) probabilities[i * CLASSES + place] = 0;
      }
      probabilities.fill(0, index * CLASSES, (index + 1) * CLASSES);
    }
    const before = probabilities[index * CLASSES + place];
    probabilities[index * CLASSES + place] = Math.max(before, certainty);
    probabilities[(index + 1) * CLASSES - 1] = 1 - Math.max(before, certainty);
  }
  return probabilities;
}

/** Whether one box is around the middle of another. */
function isAround([x, y, w, h]: Box, [ox, oy, ow, oh]: Box): boolean {
  const middleX = ox + ow / 2;
  const middleY = oy + oh / 2;
  return middleX > x && middleX < x + w && middleY > y && middleY < y + h;
}
