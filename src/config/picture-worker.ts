/** The thread that looks at pictures shoppers search with: decoding one must not hold up those who only read words. */
import { exposeToParent } from '../core/workers.ts';
import { decodePictureBytes } from '../perception/encoders/image/pixels.ts';
import { CompactEncoder } from '../perception/encoders/image/compact/compact-encoder.ts';

let opened: Promise<CompactEncoder> | undefined;

const methods = {
  /**
   * The place of a picture in the space that `compact` pictures and words share.
   * @throws bad-media where it cannot be read or is too large
   */
  async locate(picture: Uint8Array): Promise<Float32Array> {
    opened ??= CompactEncoder.open();
    const encoder = await opened;
    return encoder.encode([await decodePictureBytes(picture, 'that was sent', encoder.side)]);
  },
};
export type PictureMethods = typeof methods;

exposeToParent(methods);
