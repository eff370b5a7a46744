/** The shop looks at far fewer pixels than this; more would only travel for longer. */
const LONGEST_SIDE = 640;
const QUALITY = 0.85;
/** What the shop takes. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Not a picture, or one that neither this browser nor the shop can read. */
export class UnreadablePhoto extends Error {
  override readonly name = 'UnreadablePhoto';
}

/**
 * A photo as a small JPEG, upright, on white where it is transparent. What this browser cannot draw, such as HEIC in
 * some, goes as it is: the shop may know it.
 *
 * @throws UnreadablePhoto
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') throw new UnreadablePhoto();
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    if (file.size > MOST_BYTES) throw new UnreadablePhoto();
    return file;
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return file;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return small ?? file;
}
