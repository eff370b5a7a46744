/**
 * Text as it is compared: lower case, halfwidth, letters and figures alone. Readers of pictures lose spaces and take
 * marks for one another, so neither counts.
 */
export const compactText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Letters by which a word of this length may differ and still be the word: readers of pictures drop some. */
export const allowance = (length: number): number => (length >= 13 ? 2 : length >= 7 ? 1 : 0);

/** Whether two texts differ by at most `most` insertions, deletions and replacements (Levenshtein, 1966; banded). */
export function isAlike(a: string, b: string, most: number): boolean {
  if (a === b) return true;
  if (most === 0 || Math.abs(a.length - b.length) > most) return false;
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(replaced, previous[j] + 1, current[j - 1] + 1);
      least = Math.min(least, current[j]);
    }
    if (least > most) return false;
    previous = current;
  }
  return previous[b.length] <= most;
}
