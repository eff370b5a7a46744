/**
 * What a picture may be, wherever it comes in: by an import, by the encoders, or over HTTP. Larger ones are refused
 * before they are decoded, since a small file can unfold into gigabytes.
 */
export const PICTURE_LIMITS = {
  /** Bytes of the file. */
  bytes: 20_000_000,
  /** Width × height as the file declares them. */
  pixels: 40_000_000,
} as const;

/** Bytes from the start of a file that `isPicture` looks at. */
export const PICTURE_SIGNATURE_BYTES = 12;

/**
 * JPEG, PNG, GIF, WebP, AVIF or HEIC by the first bytes, whatever the file is called. Not SVG: it is a document that
 * can run scripts, point at other files and take for ever to draw.
 */
export function isPicture(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, PICTURE_SIGNATURE_BYTES));
  return (
    start.startsWith('\xff\xd8\xff') ||
    start.startsWith('\x89PNG') ||
    start.startsWith('GIF8') ||
    (start.startsWith('RIFF') && start.endsWith('WEBP')) ||
    start.startsWith('ftyp', 4)
  );
}
