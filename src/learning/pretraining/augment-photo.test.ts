import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { augmentPhoto, pastePart } from './augment-photo.ts';
import { SHELF_PHOTO, STUDIO_PHOTO, type Photo } from './photo.ts';

const SIDE = 32;
const AREA = SIDE * SIDE;
const UNCHANGED = { zoom: [1, 1], stretch: 0, shift: 0, turn: 0, light: 0, cutout: 0, cutmix: 0 } as const;

/** Brighter from left to right, and each plane a little darker than the one before. */
function slope(side: number, augmentation: Photo['augmentation']): Photo {
  const pixels = Uint8Array.from(
    { length: 3 * side * side },
    (_, i) => 40 + ((i % side) * 160) / side - 10 * Math.floor(i / (side * side)),
  );
  return { id: 'slope', pixels, side, text: '', labels: {}, augmentation };
}

const augmented = (photo: Photo, seed: number): Uint8Array => {
  const target = new Uint8Array(3 * AREA);
  augmentPhoto(photo, SIDE, createRandom(seed), target, 0);
  return target;
};

const mirrored = (pixels: Uint8Array): Uint8Array =>
  pixels.map((_, i) => pixels[i - (i % SIDE) + SIDE - 1 - (i % SIDE)]);

describe('augmentPhoto', () => {
  it('leaves a photo as it is, or mirrored, where nothing may change', () => {
    const photo = slope(SIDE, UNCHANGED);
    const seen = Array.from({ length: 20 }, (_, seed) => augmented(photo, seed));
    const same = seen.filter((pixels) => Buffer.compare(pixels, photo.pixels) === 0);
    const flipped = seen.filter((pixels) => Buffer.compare(pixels, mirrored(photo.pixels)) === 0);
    expect(same.length).toBeGreaterThan(2);
    expect(flipped.length).toBeGreaterThan(2);
    expect(same.length + flipped.length).toBe(20);
  });

  it('shows a larger photo as a smaller one of the same scene', () => {
    const pixels = augmented(slope(2 * SIDE, UNCHANGED), 1);
    const isMirrored = pixels[0] > pixels[SIDE - 1];
    const upright = isMirrored ? mirrored(pixels) : pixels;
    for (let x = 0; x < SIDE; x++) expect(Math.abs(upright[x] - (40 + (x * 160) / SIDE))).toBeLessThan(5);
  });

  it('gives the same view for the same seed, and others for others', () => {
    const photo = slope(SIDE, SHELF_PHOTO);
    expect(augmented(photo, 3)).toEqual(augmented(photo, 3));
    const views = new Set(Array.from({ length: 10 }, (_, seed) => augmented(photo, seed).join()));
    expect(views.size).toBe(10);
  });

  it('writes only where it should', () => {
    const target = new Uint8Array(3 * AREA + 20).fill(7);
    for (let seed = 0; seed < 30; seed++) {
      augmentPhoto(slope(48, SHELF_PHOTO), SIDE, createRandom(seed), target, 10);
    }
    expect([...target.subarray(0, 10), ...target.subarray(3 * AREA + 10)]).toEqual(
      Array.from({ length: 20 }, () => 7),
    );
  });

  it('keeps a studio photo recognisable: its colours hardly change', () => {
    const photo = slope(SIDE, { ...STUDIO_PHOTO, cutout: 0, zoom: [1, 1], shift: 0, turn: 0 });
    const mean = (pixels: Uint8Array): number =>
      pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    for (let seed = 0; seed < 20; seed++) {
      expect(mean(augmented(photo, seed)) / mean(photo.pixels)).toBeGreaterThan(0.85);
      expect(mean(augmented(photo, seed)) / mean(photo.pixels)).toBeLessThan(1.2);
    }
  });
});

describe('pastePart', () => {
  it('covers the share that it tells, at most half, and nothing outside of the picture', () => {
    const other = new Uint8Array(3 * AREA).fill(200);
    for (let seed = 0; seed < 200; seed++) {
      const target = new Uint8Array(3 * AREA + 20);
      const share = pastePart(other, SIDE, createRandom(seed), target, 10);
      const covered = target.filter((value) => value === 200).length;
      expect(covered).toBe(Math.round(share * 3 * AREA));
      expect(share).toBeLessThan(0.55);
      expect([...target.subarray(0, 10), ...target.subarray(3 * AREA + 10)].every((v) => v === 0)).toBe(true);
    }
  });
});
