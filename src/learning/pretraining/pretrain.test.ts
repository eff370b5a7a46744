import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openArtifactFolder } from '../../core/artifact-folder.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { encoderSuite } from '../../testing/encoder-suite.ts';
import {
  CompactEncoder,
  CompactTextEncoder,
} from '../../perception/encoders/image/compact/compact-encoder.ts';
import {
  COMPACT_SIDE,
  writePictureNetwork,
  writeTextNetwork,
} from '../../perception/encoders/image/compact/write-compact-encoder.ts';
import { measureEncoder } from './measure-encoder.ts';
import { photoTasks } from './photo-tasks.ts';
import { SHELF_PHOTO, STUDIO_PHOTO, type Photo } from './photo.ts';
import { pretrain, type PretrainedEncoder, type Pretraining } from './pretrain.ts';

const SIDE = COMPACT_SIDE;
const AREA = SIDE * SIDE;
const COLOURS = { red: [220, 30, 30], green: [30, 180, 60], blue: [40, 60, 220] } as const;
const SHAPES = ['square', 'stripe', 'ring'] as const;
const ARCHITECTURE = { stem: 8, widths: [12, 16], blocks: [1, 1] };

/** A product of a colour and a shape on white, somewhere near the middle. */
function draw(id: number): Photo {
  const random = createRandom(`photo ${id}`);
  const colour = random.pick(Object.keys(COLOURS) as (keyof typeof COLOURS)[]);
  const shape = random.pick(SHAPES);
  const place = (): number => SIDE / 2 + random.integer(11) - 5;
  const [cx, cy, r] = [place(), place(), 17 + random.integer(8)];
  const pixels = new Uint8Array(3 * AREA).fill(255);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const distance = Math.hypot(x - cx, y - cy);
      const inside = {
        square: Math.max(Math.abs(x - cx), Math.abs(y - cy)) < r,
        stripe: Math.abs(y - cy) < 6,
        ring: distance < r + 5 && distance > r - 4,
      }[shape];
      if (!inside) continue;
      for (let plane = 0; plane < 3; plane++) pixels[plane * AREA + y * SIDE + x] = COLOURS[colour][plane];
    }
  }
  const text = id % 7 === 0 ? '' : `${colour} ${shape}`;
  return { id: `${id}`, pixels, side: SIDE, text, labels: { colour, shape }, augmentation: STUDIO_PHOTO };
}

const photos = Array.from({ length: 160 }, (_, id) => draw(id));
const unseen = Array.from({ length: 60 }, (_, id) => draw(1_000 + id));
const tasks = photoTasks(photos);
const description = { version: 'test', tasks };

const learn = (epochs: number, seed = 1, others: Partial<Pretraining> = {}): Promise<PretrainedEncoder> =>
  pretrain({
    photos,
    tasks,
    stages: [
      { side: 32, epochs: Math.ceil(epochs / 2) },
      { side: SIDE, epochs: Math.floor(epochs / 2) },
    ],
    architecture: ARCHITECTURE,
    rows: 16,
    shares: 2,
    learningRate: 1e-2,
    random: createRandom(seed),
    progress: silentProgress,
    ...others,
  });

const writePicture = ({ parameters }: PretrainedEncoder): Promise<Uint8Array> =>
  writePictureNetwork(parameters, ARCHITECTURE, description);
const writeText = ({ parameters, pieces }: PretrainedEncoder): Uint8Array =>
  writeTextNetwork(parameters, pieces, description);

let picture: Uint8Array;
let text: Uint8Array;
beforeAll(async () => {
  const trained = await learn(16);
  picture = await writePicture(trained);
  text = writeText(trained);
}, 60_000);

describe('pretrain', () => {
  it('teaches to name what photos show, and to find their titles, on photos not seen', async () => {
    const measures = await measureEncoder(
      unseen,
      await CompactEncoder.fromOnnx(picture),
      await CompactTextEncoder.fromOnnx(text),
    );
    expect(measures.accuracy.colour.top1).toBeGreaterThan(0.8);
    expect(measures.accuracy.shape.top1).toBeGreaterThan(0.6);
    expect(measures.accuracy.colour.photos).toBe(60);
    // Nine titles for sixty photos: among the ten nearest there is at most one more kind than the right one.
    expect(measures.retrieval.recallAt10).toBeGreaterThan(0.5);
  });

  it('gives the same file for the same seed, and another for another', async () => {
    const [first, again, other] = [await learn(1), await learn(1), await learn(1, 2)];
    expect(await writePicture(again)).toEqual(await writePicture(first));
    expect(writeText(again)).toEqual(writeText(first));
    expect(await writePicture(other)).not.toEqual(await writePicture(first));
  });

  it('goes on where it was interrupted, and ends with the same bits', async () => {
    const mixed = photos.map((photo) => ({ ...photo, augmentation: SHELF_PHOTO }));
    const folder = await mkdtemp(join(tmpdir(), 'daogou-pretrain-'));
    try {
      const whole = await learn(4, 1, {
        photos: mixed,
        checkpoints: openArtifactFolder(join(folder, 'whole')),
      });
      const checkpoints = openArtifactFolder(join(folder, 'interrupted'));
      const interrupted = learn(4, 1, {
        photos: mixed,
        checkpoints,
        onEpoch: (epoch) => (epoch === 3 ? Promise.reject(new Error('the power failed')) : Promise.resolve()),
      });
      await expect(interrupted).rejects.toThrow('the power failed');
      let epochs = 0;
      const resumed = await learn(4, 1, {
        photos: mixed,
        checkpoints,
        onEpoch: () => Promise.resolve(void epochs++),
      });
      expect(epochs).toBe(2);
      expect(await writePicture(resumed)).toEqual(await writePicture(whole));
      expect(writeText(resumed)).toEqual(writeText(whole));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('asks for a batch of photos at least', async () => {
    const few = {
      photos: photos.slice(0, 5),
      tasks,
      stages: [{ side: 32, epochs: 1 }],
      random: createRandom(1),
    };
    await expect(pretrain({ ...few, progress: silentProgress })).rejects.toMatchObject({
      code: 'not-enough-data',
      received: { examples: 5, batch: 64 },
    });
  });
});

encoderSuite('compact, as it was just trained', {
  open: async () => CompactEncoder.fromOnnx(picture),
  inputs: unseen.slice(0, 5).map(({ pixels }) => pixels),
  empty: new Uint8Array(0),
});

encoderSuite('compact-text, as it was just trained', {
  open: async () => CompactTextEncoder.fromOnnx(text),
  inputs: ['red square', 'blue ring', 'green', '红色 裙子', 'stripe'],
  empty: '',
});
