import type { Transcriber } from '../core/contracts/transcriber.ts';
import { startWorker } from '../core/workers.ts';
import type { SpeechInput, SpeechMethods } from './speech-worker.ts';

export interface SpeechOptions {
  /** Folder of a Whisper model; default: the environment's `DAOGOU_WHISPER`; without one, the model that ships. */
  readonly whisper?: string | undefined;
}

export interface RunningTranscriber {
  readonly transcriber: Transcriber;
  /** Ends its thread. */
  close(): Promise<void>;
}

/**
 * Starts the thread that understands speech. A Whisper folder is opened at once, so that a wrong one is found before
 * anybody speaks; the small model when it is first asked.
 *
 * Throws as `WhisperTranscriber.open` does.
 */
export async function startTranscriber({ whisper }: SpeechOptions = {}): Promise<RunningTranscriber> {
  const folder = whisper ?? (process.env['DAOGOU_WHISPER'] || undefined);
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
