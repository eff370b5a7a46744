/** Of the small picture by which frames are compared: a cell is about 20 pixels of a frame wide. */
export const THUMBNAIL = { width: 64, height: 40 };

/** Noise of capturing and scaling stays below this difference of brightness, of 255. */
const LEAST = 6;
/** One cell that differs by more has changed for sure. */
const MUCH = 24;
/** A caret that blinks lies in one cell, and is no change. */
const CELLS = 2;

/** Brightness of RGBA pixels, as ITU-R BT.601 weighs the colours. */
export function brightnessOf(rgba: Uint8ClampedArray): Uint8ClampedArray {
  const brightness = new Uint8ClampedArray(rgba.length / 4);
  for (let i = 0; i < brightness.length; i++) {
    brightness[i] = 0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2];
  }
  return brightness;
}

/** Whether two frames differ by more than noise, from the brightness of their thumbnails. */
export function hasChanged(before: Uint8ClampedArray | null, after: Uint8ClampedArray): boolean {
  if (before === null || before.length !== after.length) return true;
  let cells = 0;
  for (let i = 0; i < after.length; i++) {
    const difference = Math.abs(after[i] - before[i]);
    if (difference > MUCH) return true;
    if (difference > LEAST) cells++;
  }
  return cells >= CELLS;
}
