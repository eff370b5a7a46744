import { basename } from 'node:path';
import { DaogouError, toError } from '../../../core/errors.ts';
import { ByteSource } from './byte-source.ts';
import { GatheredVectors } from './gathered-vectors.ts';
import type { WordVectors } from './word-vectors.ts';

export interface ReadWordVectorsOptions {
  /** Words wanted, as `vocabularyOf` gives them; others are passed over. Default: all words. */
  readonly vocabulary?: ReadonlySet<string>;
  /** Words kept at most, the first ones of the file, which are the most frequent. Default 100,000. */
  readonly mostWords?: number;
}

const SPACE = 0x20;
const NEWLINE = 0x0a;
const LONGEST_WORD = 2_000;
const LONGEST_LINE = 200_000;
const LARGEST_WIDTH = 8_192;
const HEADER = /^(\d+) (\d+)\s*$/;

/**
 * Reads word vectors: the binary and the text format of word2vec (Mikolov et al., 2013; fastText's `.vec` is the
 * latter) and GloVe's text (Pennington et al., 2014), told apart by what is in the file; gzip is unpacked. Words are
 * normalised as texts are; of several forms of a word ("Nike", "nike") the normalised one counts, then the first.
 * What no text can hold as one word, such as punctuation and phrases, is left out.
 *
 * The file is streamed, so a file of any size takes the memory of the words kept, and 2 MB. Only the numbers of words
 * that are kept are checked.
 *
 * @throws not-found when there is no such file; invalid-input, with the file and the line or byte, when it is
 * damaged or of another format; not-enough-data when none of its words is wanted.
 */
export async function readWordVectors(
  file: string,
  options: ReadWordVectorsOptions = {},
): Promise<WordVectors> {
  const source = await ByteSource.open(file);
  try {
    const vectors = await readFrom(source, basename(file), options);
    if (vectors.words.length > 0) return vectors;
    throw new DaogouError('not-enough-data', `${basename(file)} has none of the words that are wanted`, {
      received: options.vocabulary?.size,
      remedy: 'Give vectors of a language that the texts are in.',
    });
  } catch (thrown) {
    if (thrown instanceof DaogouError) throw thrown;
    throw damaged(basename(file), `byte ${source.offset}`, toError(thrown).message);
  } finally {
    await source.close();
  }
}

async function readFrom(
  source: ByteSource,
  file: string,
  { mostWords = 100_000, vocabulary }: ReadWordVectorsOptions,
): Promise<WordVectors> {
  const beginning = (await source.peek(LONGEST_LINE)).toString('latin1');
  const firstLine = beginning.slice(0, beginning.indexOf('\n') + 1 || undefined);
  const header = HEADER.exec(firstLine);
  if (!header)
    return readLines(source, file, new GatheredVectors(widthOf(firstLine, file), mostWords, vocabulary), 1);
  const [words, width] = [Number(header[1]), Number(header[2])];
  if (!(words > 0 && width > 0 && width <= LARGEST_WIDTH)) {
    throw damaged(file, 'line 1', `${words} words of ${width} numbers cannot be`);
  }
  await source.take(firstLine.length);
  const gathered = new GatheredVectors(width, mostWords, vocabulary);
  const [line] = beginning.slice(firstLine.length).split('\n', 1);
  return line.trimEnd().split(' ').slice(1).slice(-width).filter(isNumber).length === width
    ? readLines(source, file, gathered, 2, words)
    : readRecords(source, file, gathered, words);
}

/** GloVe has no header: the first line tells the width. */
function widthOf(line: string, file: string): number {
  const numbers = line.trimEnd().split(' ').slice(1);
  const isVector = numbers.length > 0 && numbers.length <= LARGEST_WIDTH && numbers.every(isNumber);
  if (isVector) return numbers.length;
  throw damaged(file, 'line 1', `it begins with ${JSON.stringify(line.slice(0, 60))}`);
}

const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text));

/** A word and its numbers on each line. */
async function readLines(
  source: ByteSource,
  file: string,
  gathered: GatheredVectors,
  firstLine: number,
  expected?: number,
): Promise<WordVectors> {
  const { width } = gathered;
  let number = firstLine;
  for (; !gathered.isFull; number++) {
    const bytes = await source.takeUntil(NEWLINE, LONGEST_LINE);
    if (!bytes) {
      if ((await source.peek(1)).length > 0) throw damaged(file, `line ${number}`, 'the line does not end');
      break;
    }
    const line = bytes.toString().trimEnd();
    const space = line.indexOf(' ');
    // Most lines of a large file are not wanted: only those that are get parsed.
    const target = gathered.claim(line.slice(0, space));
    if (!target || line === '') continue;
    const fields = line.slice(space + 1).split(' ');
    // More fields are a word with spaces in it, which no text can hold.
    if (fields.length > width) continue;
    const bad = fields.length < width ? `${fields.length} numbers` : fields.find((field) => !isNumber(field));
    if (bad !== undefined)
      throw damaged(file, `line ${number}`, `${JSON.stringify(bad)} where ${width} numbers belong`);
    for (let i = 0; i < width; i++) target[i] = Number(fields[i]);
    gathered.keep();
  }
  const lines = number - firstLine;
  if (expected !== undefined && !gathered.isFull && lines < expected) {
    throw damaged(file, `line ${number}`, `the file ends after ${lines} of ${expected} words`);
  }
  return gathered.result();
}

/** A word, a space and its numbers as 32-bit floats, little-endian; a line feed may stand before the word. */
async function readRecords(
  source: ByteSource,
  file: string,
  gathered: GatheredVectors,
  words: number,
): Promise<WordVectors> {
  const { width } = gathered;
  for (let i = 0; i < words && !gathered.isFull; i++) {
    const at = `byte ${source.offset}, word ${i + 1} of ${words}`;
    const word = (await source.takeUntil(SPACE, LONGEST_WORD))?.toString().trimStart();
    const target = word === undefined ? undefined : gathered.claim(word);
    const bytes = word === undefined ? undefined : await source.take(4 * width);
    if (!bytes) throw damaged(file, at, 'there is no whole word');
    if (!target) continue;
    for (let j = 0; j < width; j++) target[j] = bytes.readFloatLE(4 * j);
    if (!target.every(Number.isFinite))
      throw damaged(file, at, `${JSON.stringify(word)} has numbers that are not finite`);
    gathered.keep();
  }
  const rest = (await source.peek(64)).toString('latin1').trim();
  if (!gathered.isFull && rest !== '')
    throw damaged(file, `byte ${source.offset}`, `more follows the ${words} words`);
  return gathered.result();
}

function damaged(file: string, where: string, what: string): DaogouError {
  return new DaogouError(
    'invalid-input',
    `${file} is damaged or not a file of word vectors, at ${where}: ${what}`,
    {
      received: where,
      remedy:
        "Give word2vec's .bin or .txt or GloVe's .txt, plain or as .gz; fetch the file again if it broke off.",
    },
  );
}
