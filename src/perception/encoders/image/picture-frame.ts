/** How a filter weighs the pixels around a place; the names of the Python Imaging Library. */
export type Resampling = 'nearest' | 'bilinear' | 'bicubic' | 'lanczos';

/** How a picture of any shape becomes pixels of one size, as an encoder wants to read them. */
export interface PictureFrame {
  readonly width: number;
  readonly height: number;
  /**
   * - `contain`: the whole picture, with white beside it;
   * - `stretch`: the whole picture, out of proportion where it must be;
   * - `crop`: the middle, after the picture was scaled until its shorter edge has `shortestEdge` pixels.
   */
  readonly fit: 'contain' | 'stretch' | 'crop';
  /** For `crop`: at least the longer edge of the frame, so that it is filled; by default just that. */
  readonly shortestEdge?: number;
  /** For `stretch`: the size that the picture is stretched to, of which the frame keeps the middle; by default its own. */
  readonly stretchedTo?: { readonly width: number; readonly height: number };
  readonly resampling: Resampling;
}

/** The whole picture on a white square: how the encoders that are trained here see. */
export function squareFrame(side: number): PictureFrame {
  return { width: side, height: side, fit: 'contain', resampling: 'bicubic' };
}

/** Where a picture of a given size lands in a frame: its size after scaling, and the place of its top left corner. */
export interface Placement {
  readonly width: number;
  readonly height: number;
  /** Negative where the edge is cut off. */
  readonly left: number;
  readonly top: number;
}

export function placeInFrame(width: number, height: number, frame: PictureFrame): Placement {
  if (frame.fit === 'stretch') return centred(frame.stretchedTo ?? frame, frame);
  const factor =
    frame.fit === 'contain'
      ? Math.min(frame.width / width, frame.height / height)
      : (frame.shortestEdge ?? Math.max(frame.width, frame.height)) / Math.min(width, height);
  return centred(
    {
      width: Math.max(1, Math.round(width * factor)),
      height: Math.max(1, Math.round(height * factor)),
    },
    frame,
  );
}

function centred({ width, height }: { width: number; height: number }, frame: PictureFrame): Placement {
  return {
    width,
    height,
    left: Math.floor((frame.width - width) / 2),
    top: Math.floor((frame.height - height) / 2),
  };
}
