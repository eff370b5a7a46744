import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dot } from '../../../core/maths.ts';
import { readWordVectors } from './read-word-vectors.ts';
import { vocabularyOf, type WordVectors } from './word-vectors.ts';

type Entries = readonly (readonly [word: string, vector: readonly number[]])[];

const ENTRIES: Entries = [
  ['the', [0.5, -0.25, 1e-5]],
  [',', [1, 1, 1]],
  ['Nike', [1, 0, 0.125]],
  ['New_York', [3, 3, 3]],
  ['連衣裙', [0, 1, 0]],
  ['dress', [0.25, 0.5, -1]],
  ['ｄｒｅｓｓ', [9, 9, 9]],
  ['nike', [2, 0, 0.5]],
];

const lines = (entries: Entries): string =>
  entries.map(([word, vector]) => `${word} ${vector.join(' ')}\n`).join('');

function binary(entries: Entries, lineFeeds = true): Buffer {
  const records = entries.flatMap(([word, vector]) => [
    Buffer.from(`${word} `),
    Buffer.from(Float32Array.from(vector).buffer),
    Buffer.from(lineFeeds ? '\n' : ''),
  ]);
  return Buffer.concat([Buffer.from(`${entries.length} ${entries[0][1].length}\n`), ...records]);
}

function rowsOf({ data, width, words }: WordVectors): Record<string, number[]> {
  return Object.fromEntries(words.map((word, i) => [word, [...data.subarray(i * width, (i + 1) * width)]]));
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'word-vectors-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('readWordVectors', () => {
  const READ = {
    the: [0.5, -0.25, Math.fround(1e-5)],
    nike: [2, 0, 0.5],
    连衣裙: [0, 1, 0],
    dress: [0.25, 0.5, -1],
  };

  it.each<[string, string, string | Uint8Array]>([
    ["GloVe's text", 'glove.txt', lines(ENTRIES)],
    ["word2vec's text", 'vectors.txt', `${ENTRIES.length} 3\n${lines(ENTRIES)}`],
    [
      "word2vec's text with spaces and CR at line ends",
      'crlf.txt',
      `8 3\r\n${lines(ENTRIES).replaceAll('\n', ' \r\n')}`,
    ],
    ["word2vec's binary", 'vectors.bin', binary(ENTRIES)],
    ["word2vec's binary without line feeds", 'google.bin', binary(ENTRIES, false)],
    ['a gzip of text', 'glove.txt.gz', gzipSync(lines(ENTRIES))],
    ['a gzip of binary, under another name', 'packed', gzipSync(binary(ENTRIES))],
  ])('reads %s, one vector a normalised word', async (_what, name, content) => {
    const vectors = await readWordVectors(await written(name, content));
    expect(vectors.width).toBe(3);
    expect(rowsOf(vectors)).toEqual(READ);
  });

  it('takes shares from the place in the file, whatever is left out', async () => {
    const { shares, words } = await readWordVectors(await written('a.txt', lines(ENTRIES)), {
      vocabulary: new Set(['the', 'dress']),
    });
    expect(words).toEqual(['the', 'dress']);
    expect(shares[0] / shares[1]).toBeCloseTo(6, 4);
  });

  it('keeps the words of a catalogue alone, or the first ones', async () => {
    const file = await written('b.bin', binary(ENTRIES));
    const vocabulary = vocabularyOf(['A Dress', '連衣裙']);
    expect((await readWordVectors(file, { vocabulary })).words).toEqual(['连衣裙', 'dress']);
    expect((await readWordVectors(file, { mostWords: 2 })).words).toEqual(['the', 'nike']);
  });

  it('passes over a GloVe word with spaces in it', async () => {
    const file = await written('spaces.txt', 'the 1 2\nat name 3 4\n. . . 5 6\ndress 7 8\n');
    expect(rowsOf(await readWordVectors(file))).toEqual({ the: [1, 2], dress: [7, 8] });
  });

  const bin = binary(ENTRIES);
  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'line 1'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'line 1'],
    ['text of another kind', 'product_id,title\n1,Dress\n', 'line 1'],
    ['an impossible header', '3 900000000\nthe 1\n', 'line 1'],
    ['a header that promises more', `9 3\n${lines(ENTRIES)}`, 'line 10'],
    ['a short line', 'the 1 2 3\ndress 1 2\n', 'line 2'],
    ['a line that broke off in a number', 'the 1 2 3\ndress 1 2 -', 'line 2'],
    ['a word for a number', 'the 1 2 3\n\ndress 1 two 3\n', 'line 3'],
    ['a number that is not finite', 'the 1 2 3\ndress 1 Infinity 3\n', 'line 2'],
    ['binary that broke off', bin.subarray(0, bin.length - 7), `byte ${bin.length - 19}, word 8 of 8`],
    ['binary with more than it says', Buffer.concat([bin, Buffer.from('more')]), `byte ${bin.length - 1}`],
    ['a line that never ends', `the 1 2\ndress ${'x'.repeat(300_000)}`, 'line 2'],
    [
      'a word that never ends',
      Buffer.concat([Buffer.from('5 3\nthe '), Buffer.alloc(5_000, 1)]),
      'byte 20, word 2 of 5',
    ],
    ['numbers in binary that are not finite', binary([['the', [1, Number.NaN]]]), 'byte 4, word 1 of 1'],
    ['a gzip that broke off', gzipSync(bin).subarray(0, 60), 'byte'],
  ])('refuses %s, and says where', async (what, content, where) => {
    const name = `${what.replaceAll(' ', '-')}.bin`;
    const file = await written(name, content);
    const error = expect.objectContaining({
      code: 'invalid-input',
      received: expect.stringContaining(where),
    });
    await expect(readWordVectors(file)).rejects.toEqual(error);
    await expect(readWordVectors(file)).rejects.toThrow(name);
  });

  it('refuses a file that is not there, and one without a word that is wanted', async () => {
    await expect(readWordVectors(join(folder, 'nowhere.bin'))).rejects.toMatchObject({ code: 'not-found' });
    const file = await written('c.txt', lines(ENTRIES));
    await expect(readWordVectors(file, { vocabulary: new Set(['kettle']) })).rejects.toMatchObject({
      code: 'not-enough-data',
    });
  });

  it('reads a few words out of a large file without holding the file', async () => {
    const width = 300;
    const record = (word: string): Buffer =>
      Buffer.concat([Buffer.from(`${word} `), Buffer.from(new Float32Array(width).fill(0.5).buffer)]);
    const records = Array.from({ length: 40_000 }, (_, i) => record(`word${i}`));
    const file = await written('large.bin', Buffer.concat([Buffer.from(`40000 ${width}\n`), ...records]));
    records.length = 0;
    const before = process.memoryUsage();
    let most = 0;
    const watch = setInterval(() => {
      const { arrayBuffers } = process.memoryUsage();
      most = Math.max(most, arrayBuffers - before.arrayBuffers);
    }, 5);
    const vectors = await readWordVectors(file, { vocabulary: new Set(['word7', 'word39999']) });
    clearInterval(watch);
    expect(vectors.words).toEqual(['word7', 'word39999']);
    // The file has 48 MB; what the stream leaves behind is freed now and then.
    expect(most).toBeLessThan(32e6);
  });
});

const sample = join(
  process.env['DAOGOU_DATA'] ?? '../shared/data',
  'weights/word-vectors-1000/wordvecs1000.json',
);

describe.skipIf(!existsSync(sample))('real English vectors (skipped without DAOGOU_DATA)', () => {
  it.each(['txt', 'bin'] as const)('keep their neighbours through .%s', async (format) => {
    const { vectors } = JSON.parse(readFileSync(sample, 'utf8')) as { vectors: Record<string, number[]> };
    const entries = Object.entries(vectors);
    const file = await written(`real.${format}`, format === 'bin' ? binary(entries) : lines(entries));
    const read = await readWordVectors(file);
    expect(read.words.length).toBeGreaterThan(900);
    const row = (word: string): Float32Array => {
      const i = read.words.indexOf(word);
      return read.data.subarray(i * read.width, (i + 1) * read.width);
    };
    expect(dot(row('two'), row('three'))).toBeGreaterThan(dot(row('two'), row('government')) + 0.2);
  });
});
