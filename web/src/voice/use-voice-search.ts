import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { fetchTranscription, transcribe } from '../api.ts';
import { canRecord, startRecording, type Recording } from './recording.ts';

export type VoiceState = 'idle' | 'listening' | 'understanding' | 'unheard' | 'denied' | 'failed';

export interface VoiceSearch {
  /** False where the shop understands no speech, or the browser cannot record. */
  readonly available: boolean;
  readonly state: VoiceState;
  /** What can be said, where that is a closed list. */
  readonly phrases: readonly { readonly text: string; readonly language: string }[] | null;
  /** Starts listening, or ends it. */
  toggle(): void;
  /** Takes back what was said about the last attempt. */
  dismiss(): void;
}

const LONGEST_MILLISECONDS = 8_000;

/** Listens, has the shop turn what it heard into words, and passes them on. */
export function useVoiceSearch(onWords: (words: string) => void): VoiceSearch {
  const [state, setState] = useState<VoiceState>('idle');
  const recording = useRef<Recording>(undefined);
  /** Set by a click that came before the microphone was open. */
  const isEnough = useRef(false);
  const ending = useRef<AbortController>(undefined);
  const { data } = useQuery({
    queryKey: ['transcription'],
    queryFn: ({ signal }) => fetchTranscription(signal),
    staleTime: Infinity,
    enabled: canRecord(),
  });
  useEffect(
    () => () => {
      ending.current?.abort();
      recording.current?.stop();
    },
    [],
  );

  const listen = async (): Promise<void> => {
    const { signal } = (ending.current = new AbortController());
    isEnough.current = false;
    setState('listening');
    try {
      const started = await startRecording(LONGEST_MILLISECONDS);
      recording.current = started;
      if (signal.aborted || isEnough.current) started.stop();
      const wav = await started.wav;
      if (signal.aborted) return;
      if (wav !== undefined) setState('understanding');
      const text = wav === undefined ? '' : (await transcribe(wav, signal)).text;
      setState(text === '' ? 'unheard' : 'idle');
      if (text !== '') onWords(text);
    } catch (thrown) {
      if (signal.aborted) return;
      const isDenied = thrown instanceof DOMException && thrown.name === 'NotAllowedError';
      setState(isDenied ? 'denied' : 'failed');
    } finally {
      recording.current = undefined;
    }
  };

  return {
    available: data !== undefined && data.source !== null,
    state,
    phrases: data?.phrases ?? null,
    toggle() {
      if (state === 'listening') {
        isEnough.current = true;
        recording.current?.stop();
      } else if (state !== 'understanding') {
        void listen();
      }
    },
    dismiss: () => setState((now) => (now === 'listening' || now === 'understanding' ? now : 'idle')),
  };
}
