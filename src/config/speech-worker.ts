/** The thread in which recordings are turned into words. */
import type { Transcript, TranscriptionAnswer } from '../core/contracts/api.ts';
import { exposeToParent, workerInput } from '../core/workers.ts';
import { transcribeByPhrases } from '../perception/encoders/speech/phrase-transcript.ts';
import { readSpeech } from '../perception/encoders/speech/read-speech.ts';
import { SpeechCommands } from '../perception/encoders/speech/speech-commands.ts';
import { WhisperTranscriber } from '../perception/encoders/speech/whisper-transcriber.ts';

export interface SpeechInput {
  /** Folder of a Whisper model; without one, the model that comes with Daogou hears its phrases. */
  readonly whisper: string | undefined;
}

const { whisper } = workerInput<SpeechInput>();
let opened: Promise<SpeechCommands | WhisperTranscriber> | undefined;

function open(): Promise<SpeechCommands | WhisperTranscriber> {
  opened ??= whisper === undefined ? SpeechCommands.openShipped() : WhisperTranscriber.open(whisper);
  return opened;
}

const methods = {
  /** What can be said; null where anything can. Resolves once the model is loaded. */
  async phrases(): Promise<TranscriptionAnswer['phrases']> {
    const model = await open();
    return model instanceof SpeechCommands ? [...model.phrases] : null;
  },
  async transcribe(wav: Uint8Array): Promise<Transcript> {
    const samples = readSpeech(wav, 'the recording');
    const model = await open();
    if (model instanceof SpeechCommands) return transcribeByPhrases(model, samples);
    return { ...(await model.transcribe(samples)), tone: null };
  },
};

export type SpeechMethods = typeof methods;

exposeToParent(methods);
