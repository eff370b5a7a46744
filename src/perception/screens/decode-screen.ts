import sharp from 'sharp';
import type { ScreenPixels } from '../../core/contracts/screen.ts';
import { DaogouError, toError } from '../../core/errors.ts';
import { isPicture, PICTURE_LIMITS } from '../../core/media-limits.ts';

/** A computer's screen is worked on at this width at most: what stands on it is readable there, on any display. */
const COMPUTER_WIDTH = 1_440;
const COMPUTER_TO = 1_280;
/** The same for a phone, whose displays have two or three dots a pixel. */
const PHONE_WIDTH = 540;
const PHONE_TO = 430;
/** Phones and tablets held upright are this much taller than wide; beyond it, a page was captured at full length. */
const UPRIGHT = { least: 1.25, most: 2.45 };
/** Of a page captured at full length, this much is read: about five screens. */
const HEIGHT_READ = 4_000;

/** A screen at the size it is worked on. */
export interface DecodedScreen extends ScreenPixels {
  /** Size of the picture that was given, upright. */
  readonly original: { readonly width: number; readonly height: number };
  /** Pixels of the given picture for one of these, at least 1. */
  readonly scale: number;
  /** True where the picture goes on below what is here. */
  readonly cut: boolean;
}

/**
 * The picture of a screen (JPEG, PNG, WebP, AVIF, GIF) as pixels, upright, what is transparent on white; shrunk
 * where the display had more dots than the page has pixels, and cut below some five screens.
 *
 * Throws `bad-media` where it is no picture, damaged, or larger than PICTURE_LIMITS.
 */
export async function decodeScreen(bytes: Uint8Array, name = 'of the screen'): Promise<DecodedScreen> {
  try {
    if (bytes.length > PICTURE_LIMITS.bytes) throw new Error(`it has ${bytes.length} bytes`);
    if (!isPicture(bytes)) throw new Error('its first bytes are not those of a picture');
    const picture = sharp(bytes, { limitInputPixels: PICTURE_LIMITS.pixels, failOn: 'error' });
    const { autoOrient: original } = await picture.metadata();
    const width = workingWidth(original.width, original.height);
    const scale = original.width / width;
    const height = Math.max(1, Math.round(original.height / scale));
    const kept = Math.min(height, HEIGHT_READ);
    const working = picture
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      // What lies below the cut is not scaled, only skipped.
      .extract({
        left: 0,
        top: 0,
        width: original.width,
        height: Math.min(original.height, Math.ceil(kept * scale)),
      });
    const { data, info } = await (scale === 1 ? working : working.resize(width, kept, { fit: 'fill' }))
      .raw()
      .toBuffer({ resolveWithObject: true });
    return {
      width: info.width,
      height: info.height,
      data: rgbOf(data, info.channels),
      original: { width: original.width, height: original.height },
      scale,
      cut: kept < height,
    };
  } catch (thrown) {
    throw new DaogouError('bad-media', `The picture ${name} cannot be read: ${toError(thrown).message}`, {
      received: name,
      remedy: `Give a JPEG, PNG, WebP, AVIF or GIF of at most ${PICTURE_LIMITS.bytes / 1e6} MB and ${PICTURE_LIMITS.pixels / 1e6} megapixels.`,
      cause: thrown,
    });
  }
}

function workingWidth(width: number, height: number): number {
  const aspect = height / width;
  const isUpright = aspect >= UPRIGHT.least && aspect <= UPRIGHT.most;
  const [most, to] = isUpright ? [PHONE_WIDTH, PHONE_TO] : [COMPUTER_WIDTH, COMPUTER_TO];
  return width > most ? to : width;
}

/** A picture without colours comes with one channel. */
function rgbOf(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data;
  const rgb = new Uint8Array((data.length / channels) * 3);
  for (let i = 0; i < rgb.length; i++) rgb[i] = data[Math.floor(i / 3) * channels];
  return rgb;
}
