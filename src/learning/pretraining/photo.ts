/** A photo to learn from: what it shows, in words and in labels. */
export interface Photo {
  readonly id: string;
  /** 3 × `side` × `side` bytes in planes, as `decodePicture` gives them. */
  readonly pixels: Uint8Array;
  readonly side: number;
  /** A title, such as a shop gives it; empty where there is none. */
  readonly text: string;
  /** What a look at the photo should tell: the name of a task, and this photo's class. */
  readonly labels: Readonly<Record<string, string>>;
  /** How a photo of this kind may be changed without becoming another. */
  readonly augmentation: Augmentation;
}

/** Ranges of random changes; each is drawn anew every time a photo is shown. */
export interface Augmentation {
  /** Part of the side that is seen, from .. to; above 1 the surroundings come into view. */
  readonly zoom: readonly [from: number, to: number];
  /** Stretch of one axis against the other, up to this share. */
  readonly stretch: number;
  /** Shift in either direction, as a share of the side. */
  readonly shift: number;
  /** Turn in either direction, in radians. */
  readonly turn: number;
  /** Change of brightness and contrast, up to this share. */
  readonly light: number;
  /** Probability that a rectangle is hidden. */
  readonly cutout: number;
  /** Probability that a rectangle shows another photo of this kind, whose labels then count for its share. */
  readonly cutmix: number;
}

/** For products on a plain ground: colour and outline are what they are known by. */
export const STUDIO_PHOTO: Augmentation = {
  zoom: [0.85, 1.15],
  stretch: 0.07,
  shift: 0.06,
  turn: 0.1,
  light: 0.06,
  cutout: 0.25,
  cutmix: 0.5,
};

/** For products as they lie on a shelf, seen from anywhere in any light. */
export const SHELF_PHOTO: Augmentation = {
  zoom: [0.45, 1.05],
  stretch: 0.2,
  shift: 0.18,
  turn: 0.25,
  light: 0.2,
  cutout: 0.3,
  cutmix: 0.5,
};
