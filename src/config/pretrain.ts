/** Makes the compact encoder that ships, from folders of photos. */
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openArtifactFolder } from '../core/artifact-folder.ts';
import type { Progress } from '../core/progress.ts';
import { createRandom, hashText } from '../core/random.ts';
import { readPhotoCollections, type CollectedPhoto } from '../data/formats/photos/photo-collection.ts';
import { measureEncoder, type EncoderMeasures } from '../learning/pretraining/measure-encoder.ts';
import { photoTasks } from '../learning/pretraining/photo-tasks.ts';
import { SHELF_PHOTO } from '../learning/pretraining/photo.ts';
import { pretrain, type PretrainingStage } from '../learning/pretraining/pretrain.ts';
import { CompactEncoder, CompactTextEncoder } from '../perception/encoders/image/compact/compact-encoder.ts';
import { COMPACT_ARCHITECTURE } from '../perception/encoders/image/compact/compact-network.ts';
import {
  COMPACT_SIDE,
  writePictureNetwork,
  writeTextNetwork,
} from '../perception/encoders/image/compact/write-compact-encoder.ts';
import { DEFAULTS } from './defaults.ts';
import { readPhotos } from './photos.ts';

export interface PretrainOptions {
  /** Folder that holds `fashion/` and `grocery/`, or is one of them. */
  readonly data: string;
  /** Folder that `compact-picture.onnx` and `compact-text.onnx` are written to. */
  readonly out: string;
  /** Share of the usual epochs, in (0, 1]; default 1. */
  readonly effort?: number;
  readonly seed?: number;
  /**
   * Which photos of a collection without parts of its own are kept back: `test` keeps a twentieth back for the
   * figures of the model card; `validation` keeps another twentieth back as well, measures on that, and never looks
   * at the first: for trying settings.
   */
  readonly keepBack?: 'test' | 'validation';
  readonly progress: Progress;
}

export interface PretrainReport {
  readonly photos: number;
  readonly version: string;
  /** Bytes of both files. */
  readonly bytes: number;
  /** On photos that were kept back, by collection. */
  readonly measures: Readonly<Record<string, EncoderMeasures>>;
}

/** Photos on shelves are stored larger: more of their surroundings is cut away when they are varied. */
const SHELF_SIDE = 112;
/** Collections differ in size by a factor of eight: groceries are shown more often. */
const GROCERY_REPEATS = 4;
const TASK_WEIGHTS = {
  articleType: 1,
  colour: 0.35,
  usage: 0.15,
  audience: 0.3,
  groceryProduct: 0.5,
  groceryKind: 0.5,
};
const PARTS = 20;

/** @throws not-found or invalid-input where the folder does not hold what it should. */
export async function pretrainCompactEncoder(options: PretrainOptions): Promise<PretrainReport> {
  const { data, out, progress, keepBack = 'test' } = options;
  const { effort = 1, seed = DEFAULTS.seed } = options;
  const stages = DEFAULTS.pretraining.stages.map(({ side, epochs }) => ({
    side,
    epochs: Math.ceil(epochs * effort),
  }));
  const collected = await readPhotoCollections(data, 'train');
  const heldOut = await readPhotoCollections(data, 'held-out');
  const measured = [
    ...collected.filter((photo) => isKeptBack(photo, keepBack === 'test' ? 0 : 1)),
    ...heldOut.filter(hasParts),
  ];
  const learned = collected.filter(
    (photo) => !isKeptBack(photo, 0) && (keepBack === 'test' || !isKeptBack(photo, 1)),
  );
  const photos = await readPhotos(learned, sideOf, progress);
  const tasks = photoTasks(photos);
  const version = versionOf(learned, stages, seed);
  // Named by what is learned: other settings start anew.
  const unfinished = join(out, `unfinished-${version}`);
  const trained = await pretrain({
    photos,
    tasks,
    taskWeights: TASK_WEIGHTS,
    repeats: ({ augmentation }) => (augmentation === SHELF_PHOTO ? GROCERY_REPEATS : 1),
    stages,
    random: createRandom(`pretraining/${seed}`),
    progress,
    checkpoints: openArtifactFolder(unfinished),
  });
  const { parameters, pieces } = trained;
  const description = { version, tasks };
  const picture = await writePictureNetwork(parameters, COMPACT_ARCHITECTURE, description);
  const text = writeTextNetwork(parameters, pieces, description);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'compact-picture.onnx'), picture);
  await writeFile(join(out, 'compact-text.onnx'), text);
  await rm(unfinished, { recursive: true, force: true });
  return {
    photos: photos.length,
    version: description.version,
    bytes: picture.length + text.length,
    measures: await measureOn(measured, picture, text, progress),
  };
}

/** The files as they were written, 16-bit weights and all, on photos as shops have them. */
async function measureOn(
  collected: readonly CollectedPhoto[],
  picture: Uint8Array,
  text: Uint8Array,
  progress: Progress,
): Promise<Record<string, EncoderMeasures>> {
  const encoder = await CompactEncoder.fromOnnx(picture, { threads: DEFAULTS.training.threads });
  return measureCollections(collected, encoder, await CompactTextEncoder.fromOnnx(text), progress);
}

/** Measures an encoder on each collection by itself. */
export async function measureCollections(
  collected: readonly CollectedPhoto[],
  picture: CompactEncoder,
  text: CompactTextEncoder,
  progress: Progress,
): Promise<Record<string, EncoderMeasures>> {
  const measures: Record<string, EncoderMeasures> = {};
  for (const collection of new Set(collected.map((photo) => photo.collection))) {
    const own = collected.filter((photo) => photo.collection === collection);
    const photos = await readPhotos(own, () => COMPACT_SIDE, progress);
    measures[collection] = await measureEncoder(photos, picture, text);
  }
  return measures;
}

const hasParts = ({ collection }: CollectedPhoto): boolean => collection === 'grocery';

function isKeptBack(photo: CollectedPhoto, part: number): boolean {
  return !hasParts(photo) && hashText(`split${photo.id}`) % PARTS === part;
}

function sideOf({ collection }: CollectedPhoto): number {
  return collection === 'grocery' ? SHELF_SIDE : COMPACT_SIDE;
}

function versionOf(
  photos: readonly CollectedPhoto[],
  stages: readonly PretrainingStage[],
  seed: number,
): string {
  const told = photos.map(({ collection, id, text, labels }) => ({ collection, id, text, labels }));
  const what = JSON.stringify({ told, stages, seed, COMPACT_ARCHITECTURE });
  return createHash('sha256').update(what).digest('hex').slice(0, 12);
}
