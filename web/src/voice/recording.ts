import { writeWav } from '../../../src/perception/encoders/speech/write-wav.ts';

/** What the speech models read. */
const RATE = 16_000;

export interface Recording {
  /** Ends it; the microphone is off from then on. */
  stop(): void;
  /** One channel at 16 kHz, as a WAV file, once it has ended; undefined where it ended before there was any sound. */
  readonly wav: Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** True where this browser and this connection can record at all. */
export const canRecord = (): boolean =>
  'mediaDevices' in navigator &&
  typeof MediaRecorder === 'function' &&
  typeof OfflineAudioContext === 'function';

/**
 * Listens until it is stopped, or for so long. Nothing is kept: the sound lives in this page until it is sent.
 * Rejects with the browser's NotAllowedError where the microphone is refused.
 */
export async function startRecording(longest: number): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
  });
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const ended = new Promise<void>((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
  });
  recorder.start();
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const timer = setTimeout(stop, longest);
  const wav = ended.then(() => {
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    return toWav(new Blob(parts, { type: recorder.mimeType }));
  });
  return { stop, wav };
}

/** The browser decodes what its own recorder made, and brings it to the rate of the context. */
async function toWav(recorded: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const context = new OfflineAudioContext(1, 1, RATE);
  // Stopped at once, a recorder leaves nothing, or a beginning that nobody can decode.
  const decoded = await context.decodeAudioData(await recorded.arrayBuffer()).catch(() => undefined);
  if (decoded === undefined) return undefined;
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, i) => decoded.getChannelData(i));
  const mixed = channels[0].map(
    (_, i) => channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length,
  );
  return writeWav(mixed, RATE);
}
