import type { Transcriber } from '../core/contracts/transcriber.ts';
import { startWorker } from '../core/workers.ts';
import type { SpeechInput, SpeechMethods } from './speech-worker.ts';

export interface SpeechOptions {
  /** Folder of a Whisper model; default: the environment's `DAOGOU_WHISPER`. */
  readonly whisper?: string | undefined;
  /** Without a Whisper folder, listen with the small model that ships; default false. */
  readonly trySpeech?: boolean | undefined;
}

export interface RunningTranscriber {
  readonly transcriber: Transcriber;
  /** Ends its thread. */
  close(): Promise<void>;
}

/**
 * What listens to shoppers; undefined where there is nothing that they could rely on: the small model that ships has
 * heard synthetic voices alone and hardly understands people, so it has to be asked for.
 *
 * Throws as `WhisperTranscriber.open` does.
 */
export async function startTranscriber({
  whisper,
  trySpeech = false,
}: SpeechOptions): Promise<RunningTranscriber | undefined> {
  const folder = whisper ?? (process.env['DAOGOU_WHISPER'] || undefined);
  return folder === undefined && !trySpeech ? undefined : openTranscriber(folder);
}

/**
 * Starts the thread that understands speech. A Whisper folder is opened at once, so that a wrong one is found before
 * anybody speaks; the small model that ships, where no folder is given, when it is first asked.
 *
 * Throws as `WhisperTranscriber.open` does.
 */
export async function openTranscriber(folder?: string): Promise<RunningTranscriber> {
  const input: SpeechInput = { whisper: folder };
  const worker = startWorker<SpeechMethods>(new URL('./speech-worker.ts', import.meta.url), { input });
  const transcriber: Transcriber = {
    source: folder === undefined ? 'keywords' : 'whisper',
    phrases: () => worker.call.phrases(),
    transcribe: (wav) => worker.call.transcribe(wav),
  };
  try {
    if (folder !== undefined) await transcriber.phrases();
  } catch (thrown) {
    await worker.close();
    throw thrown;
  }
  return { transcriber, close: () => worker.close() };
}
