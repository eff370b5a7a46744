import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findFfmpeg } from '../../perception/encoders/video/ffmpeg.ts';
import type { Finding } from './finding.ts';

const REMEDY = 'Install ffmpeg (apt-get install ffmpeg, brew install ffmpeg), or name it in FFMPEG_PATH.';
const LONGEST = 5_000;

/** The program that decodes clips, and sound other than WAV: FFMPEG_PATH, else on the PATH. */
export async function examineFfmpeg(environment: NodeJS.ProcessEnv): Promise<Finding> {
  const path = findFfmpeg(environment);
  if (path === undefined) {
    return {
      name: 'ffmpeg',
      state: 'optional',
      detail: 'not found; items go on without their clips',
      remedy: REMEDY,
    };
  }
  try {
    const { stdout } = await promisify(execFile)(path, ['-version'], { timeout: LONGEST });
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? 'of unknown version';
    return { name: 'ffmpeg', state: 'ok', detail: `${version} at ${path}` };
  } catch {
    return { name: 'ffmpeg', state: 'optional', detail: `${path} does not run`, remedy: REMEDY };
  }
}
