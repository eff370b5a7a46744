import { LoaderCircle, Mic, Square } from 'lucide-react';
import { useTexts } from '../i18n/use-texts.ts';
import type { VoiceSearch } from './use-voice-search.ts';

const LOOKS: Partial<Record<VoiceSearch['state'], string>> = {
  listening: 'bg-accent text-on-accent motion-safe:animate-[breathe_900ms_ease-in-out_infinite_alternate]',
};
const QUIET = 'text-soft hover:bg-surface hover:text-ink';

export function VoiceButton({ voice }: { voice: VoiceSearch }) {
  const { texts } = useTexts();
  const { state } = voice;
  const label = state === 'listening' ? texts.header.voice.stop : texts.header.voice.start;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={state === 'listening'}
      aria-disabled={state === 'understanding'}
      onClick={() => voice.toggle()}
      className={`press grid size-9 shrink-0 place-items-center rounded-full ${LOOKS[state] ?? QUIET}`}
    >
      <Icon state={state} />
    </button>
  );
}

function Icon({ state }: { state: VoiceSearch['state'] }) {
  if (state === 'listening') return <Square size={14} fill="currentColor" aria-hidden="true" />;
  if (state === 'understanding') {
    return <LoaderCircle size={18} className="motion-safe:animate-spin" aria-hidden="true" />;
  }
  return <Mic size={18} aria-hidden="true" />;
}
