import { join } from 'node:path';
import { DaogouError } from './errors.ts';

/** One name of a path: any letters of any script, figures and the usual marks, but not beginning with a point. */
const NAME = /^[\p{L}\p{N}_-][\p{L}\p{N}\p{M} ._+@()&',~-]*$/u;
const MAXIMUM_LENGTH = 500;

/**
 * Joins a path that came from outside to a folder that is ours.
 *
 * @throws DaogouError `invalid-input` for an absolute path, `..`, a hidden file, a backslash or control characters.
 */
export function safePath(folder: string, relativePath: string): string {
  const names = relativePath.split('/');
  const isSafe = relativePath.length <= MAXIMUM_LENGTH && names.every((name) => NAME.test(name));
  if (isSafe) return join(folder, ...names);
  throw new DaogouError('invalid-input', 'The path does not stay inside its folder', {
    received: relativePath.slice(0, MAXIMUM_LENGTH),
    remedy:
      'Give a relative path such as images/011/0111565001.jpg, without `..`, hidden files or backslashes.',
  });
}
