/**
 * Makes the spotter of words that ships: `npm run pretrain:screen-words -- FONTS`, where FONTS is a folder with
 * Fontsource's packages; the model card names them. Takes about two minutes of one core.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { encodeSpotter } from '../../perception/screens/page/word-spotter.ts';
import { facesIn } from './train-screen-page-words-drawn.ts';
import { teachWordSpotter } from './train-screen-page-words.ts';

const FILE = new URL('../../perception/screens/page/page-words.safetensors', import.meta.url);

/** Plain lines: this runs alone, for minutes. */
const progress: Progress = {
  start(label, total) {
    let units = 0;
    return {
      advance(more = 1) {
        units += more;
        if (units % Math.ceil(total / 10) === 0) process.stderr.write(`${label}: ${units} of ${total}\n`);
      },
      note: () => undefined,
      done: () => undefined,
    };
  },
};

const unpacked = await mkdtemp(join(tmpdir(), 'daogou-fonts-'));
try {
  const network = await teachWordSpotter({
    faces: await facesIn(process.argv[2] ?? 'fonts', unpacked),
    drawings: 20,
    epochs: 14,
    hidden: 128,
    random: createRandom('words'),
    progress,
  });
  await writeFile(FILE, encodeSpotter(network));
} finally {
  await rm(unpacked, { recursive: true });
}
