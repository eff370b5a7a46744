/** The thread that teaches what ships for screens. */
import type { BadRow } from '../core/contracts/import-report.ts';
import { DaogouError } from '../core/errors.ts';
import { exposeToParent, progressToParent } from '../core/workers.ts';
import { readScreens } from '../data/formats/screens.ts';
import { createRandom } from '../core/random.ts';
import { trainScreenElements, type ElementLesson } from '../learning/training/train-screen-elements.ts';
import { trainPageModel } from '../learning/training/train-screen-page.ts';
import { encodeElementWeights } from '../perception/screens/elements/element-finder.ts';
import { elementLessons } from './evaluate-screens-elements.ts';
import { screenEvidence } from './evaluate-screens-evidence.ts';
import { learnedScreens, type LearnedScreen } from './evaluate-screens-pages.ts';
import type { TaughtScreens } from './pretrain-screens.ts';

const methods = {
  async teach(folders: readonly string[], texts: string): Promise<TaughtScreens> {
    const progress = progressToParent();
    const examples: LearnedScreen[] = [];
    const lessons: ElementLesson[] = [];
    const badRows: BadRow[] = [];
    for (const folder of folders) {
      const read = await readScreens(folder);
      badRows.push(...read.badRows);
      const onFault = ({ file }: { file: string }, error: DaogouError): void => {
        badRows.push({
          file,
          line: null,
          reason: 'picture cannot be read',
          value: error.message.slice(0, 200),
        });
      };
      const evidence = () => screenEvidence({ folder, screens: read.screens, texts, progress, onFault });
      examples.push(...(await learnedScreens(evidence())));
      lessons.push(...(await elementLessons(evidence())));
    }
    if (examples.length === 0) {
      throw new DaogouError('not-enough-data', 'There are no screens to learn from', {
        received: folders,
        remedy: 'Give a folder of labelled screens by --data.',
      });
    }
    const step = progress.start('Teaching page types', 1);
    const training = trainPageModel(examples, 'unnamed');
    step.done();
    const { weights } = await trainScreenElements({
      lessons,
      random: createRandom('screen elements'),
      progress,
    });
    return { ...training, elements: encodeElementWeights(weights), screens: examples.length, badRows };
  },
};

export type PretrainScreensMethods = typeof methods;

exposeToParent(methods);
