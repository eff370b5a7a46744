/**
 * Amazon reviews in the two layouts that studies of recommenders pass on:
 *
 * - sequences of numbers (S3-Rec, P5): `sequences_with_time.txt` or `sequences.txt`, `item_attributes.json`,
 *   `datamaps.json` with the original ids; read by `amazon/sequences.ts`;
 * - titles with histories (MiniOneRec): `*.item.json`, `*.valid.csv`, `*.test.csv`; read by `amazon/titled.ts`.
 *
 * Reviews become `purchase` events: nearly all are written by people who bought the thing, a review is the only trace
 * that the data has of it, and the studies take them as such. Neither layout has the times; each file says how the
 * events are laid out in time instead.
 */
import { DaogouError } from '../../core/errors.ts';
import { readSequences, sequenceFiles } from './amazon/sequences.ts';
import { readTitled, titledFiles } from './amazon/titled.ts';
import type { Format } from './format.ts';

export const amazon: Format = {
  name: 'amazon',
  describe:
    'Amazon reviews: sequences_with_time.txt (or sequences.txt), item_attributes.json and datamaps.json; or *.item.json with *.valid.csv and *.test.csv',
  module: import.meta.url,
  async *read(source) {
    const sequences = sequenceFiles(source.files);
    const titled = titledFiles(source.files);
    if (sequences) yield* readSequences(source, sequences);
    if (titled) yield* readTitled(source, titled);
    if (!sequences && !titled) {
      throw new DaogouError('not-found', 'The folder has neither sequences nor titled items', {
        received: source.files.slice(0, 50),
        remedy: 'Name a folder with sequences.txt, or with NAME.item.json, NAME.valid.csv and NAME.test.csv.',
      });
    }
  },
};
