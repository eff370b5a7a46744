/** On clips that ffmpeg makes on the spot; skipped where it is not there. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { normaliseInPlace } from '../../../core/maths.ts';
import { createRandom } from '../../../core/random.ts';
import { ParameterStore } from '../../../tensor/parameters.ts';
import { Graph } from '../../../tensor/graph.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { CnnEncoder } from '../image/cnn-encoder.ts';
import { PICTURE_SIDE, smallCnn } from '../image/small-cnn.ts';
import { findFfmpeg, readWithFfmpeg } from './ffmpeg.ts';
import { readFrames } from './read-frames.ts';
import { VideoEncoder } from './video-encoder.ts';

const ffmpeg = findFfmpeg() ?? '';
const missing = ffmpeg === '';
const why = missing ? ' (skipped: no ffmpeg found; install it, or name it in FFMPEG_PATH)' : '';

const folder = await mkdtemp(join(tmpdir(), 'daogou-video-'));
afterAll(() => rm(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const make = (...parameters: string[]) => promisify(execFile)(ffmpeg, ['-v', 'error', '-y', ...parameters]);

const clips = ['a.mp4', 'b.mp4', 'c.webm', 'd.avi', 'e.gif'].map(at);

async function openImages(): Promise<CnnEncoder> {
  const parameters = new ParameterStore(createRandom('cnn'));
  const graph = new Graph();
  smallCnn(graph, parameters, graph.input('pictures', [1, 3, PICTURE_SIDE, PICTURE_SIDE]), 24);
  return CnnEncoder.fromParameters(parameters, 24);
}

/** With an attention of its own: one that is all zeros would hide that it was not stored. */
async function openEncoder(): Promise<VideoEncoder> {
  const attention = Float32Array.from({ length: 24 }, (_, i) => 20 * (i % 3) - 20);
  return new VideoEncoder({ images: await openImages(), side: PICTURE_SIDE, ffmpeg, attention });
}

/** Gives the mean colour of a picture: enough to see which frames were read. */
const meanColour: Encoder<Uint8Array> = {
  name: 'mean-colour',
  modality: 'image',
  width: 3,
  encode: async (pictures) =>
    Float32Array.from(
      pictures.flatMap((planes) => {
        const area = planes.length / 3;
        const means = [0, 1, 2].map(
          (plane) => planes.subarray(plane * area, (plane + 1) * area).reduce((a, b) => a + b, 0) / area,
        );
        return [...normaliseInPlace(Float32Array.from(means))];
      }),
    ),
};

describe.skipIf(missing)(`video${why}`, () => {
  beforeAll(async () => {
    await make('-f', 'lavfi', '-i', 'testsrc=d=1:s=96x64:r=10', '-pix_fmt', 'yuv420p', clips[0]);
    await make('-f', 'lavfi', '-i', 'mandelbrot=s=64x96:r=10', '-t', '1', '-pix_fmt', 'yuv420p', clips[1]);
    await make('-f', 'lavfi', '-i', 'color=c=red:s=64x64:d=1', '-c:v', 'vp8', clips[2]);
    await make('-f', 'lavfi', '-i', 'rgbtestsrc=d=1:s=64x64', clips[3]);
    await make('-f', 'lavfi', '-i', 'color=c=green:s=64x64:d=0.3', clips[4]);
  });

  encoderSuite('video-of-small-cnn', {
    open: () => openEncoder(),
    inputs: clips,
    empty: '',
    bad: [{ input: at('none.mp4'), code: 'bad-media' }],
    async reload(encoder) {
      const artifacts = createMemoryArtifacts();
      await (encoder as VideoEncoder).save(artifacts);
      return VideoEncoder.load(artifacts, { images: await openImages(), side: PICTURE_SIDE, ffmpeg });
    },
  });

  describe('readFrames', () => {
    /** Eight seconds, each of its own brightness. */
    const steps = at('steps.mkv');
    beforeAll(() =>
      make('-f', 'lavfi', '-i', "nullsrc=s=32x32:d=8:r=5,format=gray,geq=lum='16+floor(T)*32'", steps),
    );

    it('takes frames evenly over the whole clip, one of each second', async () => {
      const frames = await readFrames(steps, { side: 32, count: 8, ffmpeg });
      const brightness = frames.map((frame) => Math.round(frame[16 * 32 + 16] / 37));
      expect(brightness).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    });

    it('does not believe a header about the length', async () => {
      const bytes = await readFile(steps);
      const name = bytes.indexOf(Buffer.from([0x44, 0x89, 0x88]));
      expect(name).toBeGreaterThan(0);
      bytes.writeDoubleBE(3.6e9, name + 3);
      await writeFile(at('liar.mkv'), bytes);
      expect(await readFrames(at('liar.mkv'), { side: 32, count: 8, ffmpeg })).toEqual(
        await readFrames(steps, { side: 32, count: 8, ffmpeg }),
      );
    });

    it('shows a frame whole, on white', async () => {
      await make('-f', 'lavfi', '-i', 'color=c=black:s=200x50:d=0.5', '-pix_fmt', 'yuv420p', at('wide.mp4'));
      const [frame] = await readFrames(at('wide.mp4'), { side: 64, count: 1, ffmpeg });
      const column = Array.from({ length: 64 }, (_, y) => frame[y * 64 + 32]);
      expect(column.slice(0, 22).every((value) => value > 250)).toBe(true);
      expect(column.slice(26, 38).every((value) => value < 10)).toBe(true);
      expect(column.slice(42).every((value) => value > 250)).toBe(true);
    });
  });

  it('lets the attention choose the frames that count', async () => {
    await make('-f', 'lavfi', '-i', 'color=c=red:s=32x32:d=1', '-f', 'lavfi', '-i', 'color=c=blue:s=32x32:d=1',
      '-filter_complex', '[0][1]concat', at('red-then-blue.mp4')); // prettier-ignore
    const encodeWith = (attention?: Float32Array) =>
      new VideoEncoder({ images: meanColour, side: 32, ffmpeg, ...(attention && { attention }) }).encode([
        at('red-then-blue.mp4'),
      ]);
    const [red, , blue] = await encodeWith();
    expect(Math.abs(red - blue)).toBeLessThan(0.05);
    const [moreRed, , lessBlue] = await encodeWith(Float32Array.of(20, 0, 0));
    expect(moreRed).toBeGreaterThan(0.99);
    expect(lessBlue).toBeLessThan(0.1);
  });

  describe('bad input', () => {
    /** What reading the file ends with; its content is written first where given. */
    const failureOf = async (name: string, content?: Uint8Array | string): Promise<unknown> => {
      if (content !== undefined) await writeFile(at(name), content);
      return (await openEncoder()).encode([at(name)]).catch((thrown: unknown) => thrown);
    };
    const refusalOf = (name: string): object => ({
      code: 'bad-media',
      received: at(name),
      message: expect.stringContaining(name) as string,
      remedy: expect.any(String) as string,
    });

    it('refuses nothing, a text that calls itself a clip, a folder and what is not there', async () => {
      expect(await failureOf('empty.mp4', '')).toMatchObject(refusalOf('empty.mp4'));
      expect(await failureOf('text.mp4', 'This is a text.\n'.repeat(100))).toMatchObject(
        refusalOf('text.mp4'),
      );
      expect(await failureOf('no-such.mp4')).toMatchObject(refusalOf('no-such.mp4'));
      expect(await failureOf('')).toMatchObject({ code: 'bad-media' });
    });

    it('refuses sound alone', async () => {
      await make('-f', 'lavfi', '-i', 'sine=d=1', at('sound.mp4'));
      expect(await failureOf('sound.mp4')).toMatchObject(refusalOf('sound.mp4'));
    });

    it('refuses a clip that was cut short, wherever its index is', async () => {
      for (const [name, ...flags] of [['late.mp4'], ['early.mp4', '-movflags', 'faststart'], ['cut.mkv']]) {
        await make('-f', 'lavfi', '-i', 'mandelbrot=s=96x96:r=10', '-t', '2', '-pix_fmt', 'yuv420p', ...flags,
          at(name)); // prettier-ignore
        const whole = await readFile(at(name));
        const cut = whole.subarray(0, Math.floor(whole.length * 0.6));
        expect(await failureOf(`cut-${name}`, cut)).toMatchObject(refusalOf(`cut-${name}`));
      }
    });

    it('never opens what a playlist names: no address, no other file', async () => {
      let calls = 0;
      const server = createServer((_request, response) => {
        calls++;
        response.end();
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const { port } = server.address() as AddressInfo;
      const list = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:${port}/a.ts\n#EXT-X-ENDLIST\n`;
      expect(await failureOf('list.m3u8', list)).toMatchObject(refusalOf('list.m3u8'));
      expect(await failureOf('list.mp4', list)).toMatchObject(refusalOf('list.mp4'));
      expect(await failureOf('local.m3u8', list.replace(/http.*/, at('a.mp4')))).toMatchObject(
        refusalOf('local.m3u8'),
      );
      expect(await failureOf('concat.mp4', `ffconcat version 1.0\nfile 'a.mp4'\n`)).toMatchObject(
        refusalOf('concat.mp4'),
      );
      expect(calls).toBe(0);
      await new Promise((closed) => server.close(closed));
    });

    it('takes a name for a name, whatever is in it', async () => {
      for (const name of ['-y.mp4', '$(touch hacked).mp4', 'a;b &c|d "e".mp4', 'http:x.mp4', '红色 鞋.mp4']) {
        await writeFile(at(name), await readFile(clips[0]));
        expect(await readFrames(at(name), { side: 16, count: 2, ffmpeg })).toHaveLength(2);
      }
    });

    it('ends ffmpeg when it takes too long', async () => {
      const begun = performance.now();
      const attempt = readFrames(clips[1], { side: 64, count: 8, ffmpeg, timeoutMilliseconds: 1 });
      await expect(attempt).rejects.toMatchObject({
        code: 'bad-media',
        message: expect.stringContaining('long'),
      });
      expect(performance.now() - begun).toBeLessThan(5_000);
    });
  });
});

describe('without ffmpeg', () => {
  it('says what is missing and how to get it', async () => {
    const file = at('any.mp4');
    await writeFile(file, 'x');
    const attempt = readWithFfmpeg({
      file,
      parameters: [],
      seconds: 1,
      onBytes() {},
      ffmpeg: at('no-such-program'),
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'missing-dependency',
      received: file,
      remedy: expect.stringContaining('FFMPEG_PATH'),
    });
  });

  it('looks in FFMPEG_PATH first, then on the PATH', () => {
    expect(findFfmpeg({})).toBeUndefined();
    expect(findFfmpeg({ PATH: folder })).toBeUndefined();
    expect(findFfmpeg({ FFMPEG_PATH: process.execPath, PATH: folder })).toBe(process.execPath);
  });
});
