/** Every default that an operator may want to know or change, readable from top to bottom. */
export const DEFAULTS = {
  /** Folder of a shop's database, media and models, unless `--workspace` says otherwise. */
  workspace: '.daogou',
  /** Where `daogou serve` and `daogou demo` listen. */
  host: 'localhost',
  port: 7070,
  /** Seed of every random draw in training. */
  seed: 1,
  demo: {
    /** Seed of the embedded shop. */
    seed: 7,
    items: 720,
    shoppers: 2_500,
  },
  pretraining: {
    /** How the compact encoder is made anew: how often it sees every photo, in views of which size. */
    stages: [
      { side: 32, epochs: 4 },
      { side: 48, epochs: 16 },
      { side: 64, epochs: 26 },
    ],
  },
  training: {
    /** Deeds of one round over the log at most; the shopping model goes three rounds, more in a small log. */
    samplesPerEpoch: 27_000,
    /** Share of the usual steps that a training takes, in (0, 1]: less is sooner done and learns less. */
    effort: 1,
    /** The same of the recipe `fast` where there are no pictures. */
    fastShare: 0.2,
    /** Minutes that the recipe `best` looks for constants. */
    searchMinutes: 3,
    /** Threads that share one operation of the training. */
    threads: 2,
  },
} as const;
