import type { ScreenReading, ScreenStage } from '../../core/contracts/screen.ts';
import type { DaogouError } from '../../core/errors.ts';
import type { DecodedScreen } from '../../perception/screens/decode-screen.ts';

/** A screen as it was decoded, with the first answer. */
export interface Glance {
  readonly screen: DecodedScreen;
  readonly reading: ScreenReading;
}

/** `pixels` where nothing reads text, `text` where there is no catalogue. */
export interface FurthestLook {
  readonly stage: ScreenStage;
  /** What to do so that text can be read, where it cannot. */
  readonly lacking: DaogouError | undefined;
}

/** The eyes, in threads of their own. Readings are in the pixels of `screen`, not yet of the picture that was given. */
export interface ScreenSight {
  /** How far it can look here, and why no further. */
  furthest(): Promise<FurthestLook>;
  /** Throws `bad-media` where the picture cannot be read. */
  glance(picture: Uint8Array): Promise<Glance>;
  /** With `stream`, only what changed since the stream's last screen is read again. */
  read(glance: Glance, stream?: string): Promise<ScreenReading>;
  match(glance: Glance, read: ScreenReading): Promise<ScreenReading>;
  /** The stream has ended: what was kept of its last screen is dropped. */
  forget(stream: string): Promise<void>;
}
