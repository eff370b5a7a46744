import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { overlap } from '../../perception/screens/elements/boxes.ts';
import { findShapes } from '../../perception/screens/elements/find-shapes.ts';
import { GLYPH_SIZE, PICTOGRAMS, readPictograms } from '../../perception/screens/elements/pictograms.ts';
import { classify } from '../../perception/screens/elements/small-network.ts';
import { drawScreen } from './train-screen-elements-drawn.ts';
import { trainSmallNetwork } from './train-screen-elements-network.ts';
import { trainPictograms } from './train-screen-elements-pictograms.ts';

describe('learning elements', () => {
  it('learns what a sum of inputs cannot tell, and applies it as it learned it', async () => {
    const random = createRandom('corners');
    const count = 3000;
    const rows = new Float32Array(count * 2);
    const targets = new Float32Array(count * 2);
    for (let i = 0; i < count; i++) {
      const [a, b] = [random.next() * 20 - 10, random.next() * 2 - 1];
      rows.set([a, b], i * 2);
      targets[i * 2 + (a > 0 === b > 0 ? 1 : 0)] = 1;
    }
    const network = await trainSmallNetwork({
      rows,
      targets,
      inputs: 2,
      classes: 2,
      hidden: 16,
      epochs: 90,
      random,
    });
    const [same, different] = [
      classify(network, Float32Array.of(6, 0.6)),
      classify(network, Float32Array.of(6, -0.6)),
    ];
    expect(same[1]).toBeGreaterThan(0.8);
    expect(different[0]).toBeGreaterThan(0.8);
    expect(same[0] + same[1]).toBeCloseTo(1, 5);
  });

  it('learns pictograms from drawings, and tells a magnifier on a drawn page from the others', async () => {
    const network = await trainPictograms(createRandom('few'), 60);
    expect(network.mean).toHaveLength(GLYPH_SIZE);
    const magnifier = PICTOGRAMS.indexOf('magnifier');
    let right = 0;
    let all = 0;
    for (let i = 0; i < 8; i++) {
      const { screen, pixels } = await drawScreen(createRandom(`page ${i}`), `page ${i}`);
      const { marks } = findShapes(pixels);
      const pictograms = readPictograms(pixels, marks, network);
      for (const { box } of screen.elements.filter(({ kind }) => kind === 'search')) {
        all++;
        const near = [...pictograms].find(([mark]) => overlap(mark, box) > 0.3);
        if (near && near[1].indexOf(Math.max(...near[1])) === magnifier) right++;
      }
    }
    expect(all).toBeGreaterThan(2);
    expect(right / all).toBeGreaterThan(0.5);
  }, 30_000);

  it('draws pages whose elements and lines stand on the page', async () => {
    for (const seed of ['a', 'b', 'c']) {
      const { screen, pixels } = await drawScreen(createRandom(seed), seed);
      expect(pixels.data).toHaveLength(pixels.width * pixels.height * 3);
      for (const { box } of screen.elements) {
        expect(box[0]).toBeGreaterThanOrEqual(-2);
        expect(box[1] + box[3]).toBeLessThanOrEqual(pixels.height + 1);
      }
    }
  });

  it('draws the same page for the same seed', async () => {
    const [first, second] = await Promise.all([
      drawScreen(createRandom('x'), 'x'),
      drawScreen(createRandom('x'), 'x'),
    ]);
    expect(second.screen).toEqual(first.screen);
    expect(Buffer.from(second.pixels.data).equals(Buffer.from(first.pixels.data))).toBe(true);
  });
});
