import type { TranscribeAnswer, Transcript, TranscriptionAnswer } from './api.ts';

/** Turns a recording into words: behind voice search. */
export interface Transcriber {
  readonly source: TranscribeAnswer['source'];
  /** What can be said, where that is a closed list; undefined where anything can. */
  phrases(): Promise<TranscriptionAnswer['phrases']>;
  /**
   * @param wav a WAV file. Nothing of it is kept.
   * @throws bad-media where it is none, or longer than 30 s.
   */
  transcribe(wav: Uint8Array): Promise<Transcript>;
}
