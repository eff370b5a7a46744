import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { DaogouError, toError } from '../../../core/errors.ts';

/** The program: `FFMPEG_PATH`, else the first `ffmpeg` on the `PATH`; undefined where there is none. */
export function findFfmpeg(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const { FFMPEG_PATH, PATH = '' } = environment;
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const folders = PATH.split(delimiter).filter(isAbsolute);
  return [...(FFMPEG_PATH ? [FFMPEG_PATH] : []), ...folders.map((folder) => join(folder, name))].find(
    isExecutable,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface FfmpegReading {
  /** Path of the file. It is never seen by a shell, and never read as an address or a playlist. */
  readonly file: string;
  /** What to make of it: parameters that stand between the input and the output. */
  readonly parameters: readonly string[];
  /** Seconds of the file that are read. */
  readonly seconds: number;
  readonly timeoutMilliseconds?: number;
  /** Gets the raw output piece by piece. */
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Path of ffmpeg; found by `findFfmpeg` where left out. */
  readonly ffmpeg?: string | undefined;
}

const LARGEST_FILE = 1024 ** 3;
const TIMEOUT_MILLISECONDS = 60_000;
/** 8K video; a header that claims more is refused before memory is taken for it. */
const MOST_PIXELS = 7680 * 4320;
/** Files that hold sound and pictures themselves. Playlists, which name other files and addresses, are left out. */
const FORMATS =
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,gif,wav,mp3,aac,flac,caf,aiff,amr';
const LONGEST_COMPLAINT = 4_000;
/** What ffmpeg says of a file whose end or middle is missing, and yet goes on. */
const DAMAGE = /partial file|ended prematurely|truncat|invalid data|error while decoding|corrupt|moov atom/i;

/**
 * Decodes one file with ffmpeg into raw output. The program may open this one file and nothing else, and is ended
 * by its id when it takes too long.
 *
 * @throws missing-dependency where ffmpeg is not there; bad-media where the file is missing, empty, larger than 1 GB,
 * no sound or video, damaged or cut short, or takes longer than the time-out.
 */
export async function readWithFfmpeg(reading: FfmpegReading): Promise<void> {
  const program = reading.ffmpeg ?? findFfmpeg();
  if (program === undefined) throw missingFfmpeg(reading.file);
  await checkFile(reading.file);
  const { code, complaint, timedOut } = await run(program, reading);
  if (timedOut) throw badMedia(reading.file, 'decoding it takes too long');
  if (code !== 0 || DAMAGE.test(complaint)) {
    throw badMedia(reading.file, lastLine(complaint) || `ffmpeg ended with code ${code}`);
  }
}

interface Ended {
  readonly code: number | null;
  /** What ffmpeg printed, cut. */
  readonly complaint: string;
  readonly timedOut: boolean;
}

function run(program: string, reading: FfmpegReading): Promise<Ended> {
  const { file, parameters, seconds, onBytes, timeoutMilliseconds = TIMEOUT_MILLISECONDS } = reading;
  const before = [
    '-nostdin',
    '-hide_banner',
    '-v',
    'error',
    '-threads',
    '1',
    '-max_pixels',
    `${MOST_PIXELS}`,
  ];
  const input = ['-protocol_whitelist', 'file', '-format_whitelist', FORMATS, '-t', `${seconds}`];
  const source = ['-i', `file:${resolve(file)}`];
  return new Promise((settle, fail) => {
    const child = spawn(program, [...before, ...input, ...source, ...parameters, 'pipe:1'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMilliseconds);
    child.stdout.on('data', onBytes);
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-LONGEST_COMPLAINT);
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      fail(missingFfmpeg(file, error));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      settle({ code, complaint, timedOut });
    });
  });
}

async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch((thrown: unknown) => {
    throw badMedia(file, toError(thrown).message);
  });
  if (!found.isFile()) throw badMedia(file, 'it is no file');
  if (found.size === 0) throw badMedia(file, 'it is empty');
  if (found.size > LARGEST_FILE)
    throw badMedia(file, `its ${found.size} bytes are more than ${LARGEST_FILE}`);
}

/** The last thing that went wrong is what the whole failed of. */
function lastLine(complaint: string): string {
  return complaint.trim().split('\n').at(-1)?.trim() ?? '';
}

export function badMedia(file: string, reason: string): DaogouError {
  return new DaogouError('bad-media', `${file} cannot be read: ${reason}`, {
    received: file,
    remedy: 'Replace it by a whole file that a media player shows, such as MP4 or WebM, of at most 1 GB.',
  });
}

function missingFfmpeg(file: string, cause?: unknown): DaogouError {
  return new DaogouError('missing-dependency', `ffmpeg is needed to read ${file}, and is not there`, {
    received: file,
    remedy: 'Install ffmpeg (apt-get install ffmpeg, brew install ffmpeg), or name it in FFMPEG_PATH.',
    cause,
  });
}
