import type { Random } from '../../core/random.ts';
import type { Dimension, Place, SearchSpace } from './search-space.ts';

/** A place that was tried, and how good it was: more is better, -Infinity where it failed. */
export interface Tried {
  readonly place: Place;
  readonly value: number;
}

/** So many trials are drawn evenly before any is learned from, and one in so many afterwards, against narrowing too soon. */
const EVEN_TRIALS = 8;
/** Share of the trials that counts as good. */
const GOOD = 0.25;
/** Candidates of which the most promising one is tried. */
const CANDIDATES = 24;
/** Narrowest bell around a trial: with more trials they narrow down to it. */
const NARROWEST = 0.04;

/** A guess of where along a dimension the trials of one kind, good or not, lie. */
interface Estimate {
  draw(random: Random): number;
  density(at: number): number;
}

/**
 * Where to look next: evenly at first, then as a tree-structured Parzen estimator (Bergstra et al., "Algorithms for
 * hyper-parameter optimization", 2011), which draws near the good trials and takes the candidate that is likeliest
 * among the good and least likely among the others. Dimensions are taken one by one. A trial that failed has the
 * value -Infinity.
 */
export function propose(space: SearchSpace, tried: readonly Tried[], random: Random): Place {
  const names = Object.keys(space);
  if (tried.length < EVEN_TRIALS || tried.length % EVEN_TRIALS === 0) {
    return Object.fromEntries(names.map((name) => [name, random.next()]));
  }
  const ranked = tried.toSorted((a, b) => b.value - a.value);
  const goodCount = Math.max(2, Math.ceil(GOOD * ranked.length));
  return Object.fromEntries(
    names.map((name) => {
      const places = ranked.map(({ place }) => place[name]);
      const estimate = (some: readonly number[]): Estimate => estimateOf(space[name], some);
      return [
        name,
        likeliest(estimate(places.slice(0, goodCount)), estimate(places.slice(goodCount)), random),
      ];
    }),
  );
}

function likeliest(good: Estimate, others: Estimate, random: Random): number {
  let best = { at: 0, promise: -Infinity };
  for (let candidate = 0; candidate < CANDIDATES; candidate++) {
    const at = good.draw(random);
    const promise = Math.log(good.density(at)) - Math.log(others.density(at));
    if (promise > best.promise) best = { at, promise };
  }
  return best.at;
}

function estimateOf(dimension: Dimension, places: readonly number[]): Estimate {
  return dimension.kind === 'choice' ? shares(dimension.values.length, places) : bells(places);
}

/** How often each choice was made, and once more. */
function shares(choices: number, places: readonly number[]): Estimate {
  const counts = Array.from({ length: choices }, () => 1);
  const choiceAt = (at: number): number => Math.min(choices - 1, Math.floor(at * choices));
  for (const place of places) counts[choiceAt(place)]++;
  return {
    draw: (random) => (random.weighted(counts) + 0.5) / choices,
    density: (at) => (counts[choiceAt(at)] * choices) / (places.length + choices),
  };
}

/** A mixture of an even prior and a bell around each centre, all alike; their width follows Scott's rule. */
function bells(centres: readonly number[]): Estimate {
  const width = Math.max(NARROWEST, 0.3 * centres.length ** -0.2);
  return {
    draw(random) {
      const chosen = random.integer(centres.length + 1);
      if (chosen === centres.length) return random.next();
      for (;;) {
        const at = centres[chosen] + width * random.normal();
        if (at >= 0 && at <= 1) return at;
      }
    },
    // The part of a bell that lies outside of the range is left out of account.
    density(at) {
      const height = 1 / (width * Math.sqrt(2 * Math.PI));
      const sum = centres.reduce(
        (total, centre) => total + height * Math.exp(-0.5 * ((at - centre) / width) ** 2),
        1,
      );
      return sum / (centres.length + 1);
    },
  };
}
