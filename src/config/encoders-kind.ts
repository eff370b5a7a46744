import type { Encoder } from '../core/contracts/encoder.ts';
import type { Item } from '../core/contracts/item.ts';
import type { Progress } from '../core/progress.ts';
import type { PictureFrame } from '../perception/encoders/image/picture-frame.ts';

/** What of an item is encoded here. */
export const CONTENT_MODALITIES = ['image', 'text', 'video'] as const;
export type ContentModality = (typeof CONTENT_MODALITIES)[number];

/** An encoder that is ready, with how its inputs are read and what tells its vectors from those of others. */
export type OpenedEncoder = { readonly version: string } & (
  | { readonly modality: 'image'; readonly encoder: Encoder<Uint8Array>; readonly frame: PictureFrame }
  | { readonly modality: 'text'; readonly encoder: Encoder<string> }
  /** Reads paths of clips. */
  | { readonly modality: 'video'; readonly encoder: Encoder<string> }
);

export interface Opening {
  /** What stands behind the colon of the spec, such as a path; empty where nothing does. */
  readonly argument: string;
  /** The workspace's folder, where encoders that are fitted on the catalogue are kept. */
  readonly folder: string;
  /** The catalogue to fit on; asked for only where nothing is stored yet. */
  readonly items: () => readonly Item[] | Promise<readonly Item[]>;
  /** Threads that share one operation. */
  readonly threads: number;
  readonly progress: Progress;
}

/** One way to make vectors, by the name that a spec begins with. */
export interface EncoderKind {
  readonly name: string;
  readonly modality: ContentModality;
  /** What is to stand behind the colon, such as `PATH`; undefined where nothing is. */
  readonly argument?: string;
  /** True where it can be left out. */
  readonly argumentIsOptional?: boolean;
  /** True for networks that are so large that one is opened and takes all cores, instead of one a core. */
  readonly isLarge?: boolean;
  open(opening: Opening): Promise<OpenedEncoder>;
}
