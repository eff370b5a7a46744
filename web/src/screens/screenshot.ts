/** A picture of a screen, as it will be sent. */
export interface Screenshot {
  readonly picture: Blob;
  /** Where the page can show it from. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly name: string;
}

/** What the shop takes. */
const TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'];
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_PIXELS = 40e6;
const QUALITY = 0.9;

/** Not a picture, or not one that this browser can read. */
export class UnreadableScreenshot extends Error {
  override readonly name = 'UnreadableScreenshot';
}

/**
 * A file as a screenshot: as it is where the shop takes it, so that no pixel is lost, and otherwise as a JPEG.
 *
 * @throws UnreadableScreenshot
 */
export async function readScreenshot(file: Blob, name = ''): Promise<Screenshot> {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') throw new UnreadableScreenshot();
  const bitmap = await createImageBitmap(file).catch((cause: unknown) => {
    throw new UnreadableScreenshot('', { cause });
  });
  const { width, height } = bitmap;
  const fits = TYPES.includes(file.type) && file.size <= MOST_BYTES && width * height <= MOST_PIXELS;
  const picture = fits ? file : await redrawn(bitmap);
  const scale = fits ? 1 : scaleOf(bitmap);
  bitmap.close();
  return {
    picture,
    url: URL.createObjectURL(picture),
    width: Math.round(width * scale),
    height: Math.round(height * scale),
    name,
  };
}

const scaleOf = ({ width, height }: ImageBitmap): number =>
  Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));

async function redrawn(bitmap: ImageBitmap): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scaleOf(bitmap));
  canvas.height = Math.round(bitmap.height * scaleOf(bitmap));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!jpeg || jpeg.size > MOST_BYTES) throw new UnreadableScreenshot();
  return jpeg;
}
