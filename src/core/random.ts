/**
 * Seeded random numbers. Every random draw in Daogou comes from a generator that was passed in, so the same seed
 * gives the same shop, the same model and the same answers.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), seeded through splitmix32 from a string or number.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits of resolution. */
  next(): number;
  /** Uniform integer in [0, bound); `bound` is a positive integer. */
  integer(bound: number): number;
  /** Standard normal (Box and Muller, 1958). */
  normal(): number;
  /** One element, each equally likely; the list must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** Index drawn in proportion to non-negative weights; weights must not all be zero. */
  weighted(weights: ArrayLike<number>): number;
  /** A new array in random order (Fisher and Yates). */
  shuffle<T>(list: readonly T[]): T[];
  /** An independent generator for a named part of the work: adding draws in one part leaves the others alone. */
  fork(label: string | number): Random;
  /** Six numbers: where the sequence of draws stands. */
  state(): Float64Array;
  /** Goes on from a `state` that was taken earlier; forks depend on the seed alone and stay as they are. */
  restore(state: ArrayLike<number>): void;
}

export function createRandom(seed: string | number): Random {
  return fromState(`${seed}`);
}

function fromState(seed: string): Random {
  const seedBits = splitmix32(hashText(seed));
  let a = seedBits();
  let b = seedBits();
  let c = seedBits();
  let counter = 1;
  let spareNormal: number | undefined;

  const nextUint32 = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  for (let round = 0; round < 12; round++) nextUint32();

  const next = (): number => nextUint32() / 4_294_967_296;
  const integer = (bound: number): number => Math.floor(next() * bound);

  return {
    next,
    integer,
    normal() {
      if (spareNormal !== undefined) {
        const spare = spareNormal;
        spareNormal = undefined;
        return spare;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spareNormal = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    pick: (list) => list[integer(list.length)],
    weighted(weights) {
      let total = 0;
      for (let i = 0; i < weights.length; i++) total += weights[i];
      let remaining = next() * total;
      for (let i = 0; i < weights.length; i++) {
        remaining -= weights[i];
        if (remaining < 0) return i;
      }
      return weights.length - 1;
    },
    shuffle(list) {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [copy[i], copy[j]] = [copy[j], copy[i]];
      }
      return copy;
    },
    fork: (label) => fromState(`${seed}/${label}`),
    state: () => Float64Array.of(a, b, c, counter, spareNormal === undefined ? 0 : 1, spareNormal ?? 0),
    restore(state) {
      [a, b, c, counter] = [state[0], state[1], state[2], state[3]];
      spareNormal = state[4] === 1 ? state[5] : undefined;
    },
  };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let bits = state ^ (state >>> 16);
    bits = Math.imul(bits, 0x21f0aaad);
    bits ^= bits >>> 15;
    bits = Math.imul(bits, 0x735a2d97);
    return bits ^ (bits >>> 15);
  };
}

/** FNV-1a over UTF-16 code units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
